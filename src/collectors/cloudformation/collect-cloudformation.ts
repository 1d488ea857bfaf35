import type { SourceDocument } from '../../model/snapshot.ts';
import type { CodeCollector } from '../infrastructure-code/code-collector.ts';
import { declaredLists } from '../infrastructure-code/declared-item.ts';
import type { InputProblem } from '../input-problem.ts';
import { type ReadTemplate, stacksOf } from './deployment.ts';
import { isTemplate } from './is-template.ts';
import { overlayTemplates } from './overlay-templates.ts';
import { itemsOf } from './read-templates.ts';
import { readYamlTemplate } from './yaml-template.ts';

/** The facts of templates, which are read as those of one deployment. */
export const collectCloudFormation: CodeCollector = (found, { firstDocument, plans, stack }) => {
  const documents: SourceDocument[] = [];
  const templates: ReadTemplate[] = [];
  const unusable: InputProblem[] = [];
  for (const { path, value, start, readText } of found) {
    const document = firstDocument + documents.length;
    if (value !== undefined) {
      templates.push({ document, path, value });
      documents.push({ path, kind: 'cloudformation', start, readText });
      continue;
    }
    const read = readYamlTemplate(readText());
    if ('problem' in read || !isTemplate(read.value)) {
      unusable.push({
        path,
        ...('problem' in read ? read : { problem: 'it is no template: its Resources have no Type' }),
      });
      continue;
    }
    templates.push({ document, path, value: read.value });
    const find = (pointer: string) => ({ path, ...read.placeOf(pointer) });
    documents.push({
      path,
      kind: 'cloudformation',
      start,
      readText,
      sources: { open: () => Promise.resolve(), find },
    });
  }
  const items = plans === 'overlay' ? [] : itemsOf(stacksOf(templates, stack.parameters, stack));
  return {
    documents,
    lists: declaredLists(items, firstDocument, 'cloudformation'),
    unusable,
    overlay: (scopes) =>
      overlayTemplates(scopes, {
        templates,
        parameters: stack.parameters,
        where: stack,
        document: firstDocument,
      }),
  };
};
