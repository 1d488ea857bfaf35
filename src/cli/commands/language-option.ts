import * as z from 'zod';
import type { RuleTexts } from '../../data/korean.ts';

const languages = ['en', 'ko'] as const;

/** The option of commands that print what rules say. */
export const languageOption = {
  choices: languages,
  default: 'en',
  requiresArg: true,
  describe: 'The language of what rules say',
} as const;

/** What rules say in the language that was asked for, by their ids; null for English, which the rules hold. */
export async function translatedTexts(
  given: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, RuleTexts>> | null> {
  const { lang } = z.object({ lang: z.enum(languages).default('en') }).parse(given);
  return lang === 'en' ? null : (await import('../../data/korean.ts')).koreanRuleTexts;
}
