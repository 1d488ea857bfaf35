export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const characters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Reads the XML that reports consist of: elements, attributes and text. @throws for what is not well-formed. */
export function parseXml(source: string): XmlElement {
  if (/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(source)) {
    throw new Error('a character that XML cannot hold');
  }
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray => {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = at;
    const match = sticky.exec(source);
    if (!match) throw new Error(`expected ${pattern.source} at ${source.slice(at, at + 40)}`);
    at = sticky.lastIndex;
    return match;
  };
  const decoded = (text: string): string => {
    if (/[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(text)) throw new Error(`raw markup in ${text}`);
    return text.replace(/&#(\d+);|&(\w+);/g, (_, code: string | undefined, name: string) =>
      code === undefined ? (characters[name] ?? '') : String.fromCodePoint(Number(code)),
    );
  };
  const element = (): XmlElement => {
    const [, name = ''] = take(/<([a-z-]+)/);
    const attributes: Record<string, string> = {};
    while (source[at] === ' ') {
      const [, key = '', value = ''] = take(/ ([a-z]+)="([^"]*)"/);
      if (Object.hasOwn(attributes, key)) throw new Error(`${key} stands twice`);
      attributes[key] = decoded(value);
    }
    if (take(/\/?>/)[0] === '/>') return { name, attributes, children: [], text: '' };
    const children: XmlElement[] = [];
    let text = '';
    for (;;) {
      text += decoded(take(/[^<]*/)[0]);
      if (source.startsWith('</', at)) break;
      children.push(element());
    }
    take(new RegExp(`</${name}>`));
    return { name, attributes, children, text };
  };
  take(/<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
  const root = element();
  take(/\n$/);
  return root;
}
