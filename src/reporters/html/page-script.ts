import type { PageBranch, PageData, PageHop } from './page-data.ts';

/** As much of the browser's objects as the page needs. */
interface PageElement {
  hidden: boolean;
  textContent: string | null;
  className: string;
  readonly value?: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly classList: { toggle: (name: string, force: boolean) => void };
  append: (...children: readonly (PageElement | string)[]) => void;
  replaceChildren: (...children: readonly PageElement[]) => void;
  querySelector: (selector: string) => PageElement | null;
  querySelectorAll: (selector: string) => Iterable<PageElement>;
  closest: (selector: string) => PageElement | null;
  addEventListener: (type: string, listener: (event: { preventDefault: () => void }) => void) => void;
  setAttribute: (name: string, value: string) => void;
}

interface PageDocument extends PageElement {
  createElement: (name: string) => PageElement;
}

/**
 * What the page does once it is open: filters findings and shows the way behind a cell. It runs in the browser, from
 * its own text, so it may use nothing that stands outside of it. Texts of the input become text, never markup.
 */
export function pageScript(document: PageDocument): void {
  const filters = [...document.querySelectorAll('[data-filter]')];
  const findings = [...document.querySelectorAll('.finding')];
  const shown = document.querySelector('#shown');

  function filter(): void {
    let count = 0;
    for (const finding of findings) {
      const fits = filters.every((control) => {
        const wanted = (control.value ?? '').toLowerCase();
        const name = control.dataset.filter ?? '';
        const actual = (name === 'text' ? finding.textContent : finding.dataset[name]) ?? '';
        return (
          wanted === '' ||
          (name === 'text' ? actual.toLowerCase().includes(wanted) : actual.toLowerCase() === wanted)
        );
      });
      finding.hidden = !fits;
      if (fits) count += 1;
    }
    if (shown) shown.textContent = `${count} of ${findings.length} shown`;
  }

  for (const control of filters) control.addEventListener('input', filter);
  document.querySelector('#filters')?.addEventListener('submit', (event) => event.preventDefault());

  const island = document.querySelector('#paths')?.textContent;
  const ways = (island ? JSON.parse(island) : {}) as PageData;
  const marks = { pass: '✓', block: '✗', unknown: '?' };

  function element(
    name: string,
    className: string,
    ...children: readonly (PageElement | string)[]
  ): PageElement {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  }

  function hopElement({ plane, decision, message, place }: PageHop): PageElement {
    return element(
      'li',
      decision,
      element('span', 'mark', marks[decision]),
      ` ${plane}: ${message} `,
      element('span', 'rule', place),
    );
  }

  function branchElement({ verdict, title, hops, missing }: PageBranch): PageElement {
    return element(
      'div',
      '',
      element('p', '', element('span', `badge ${verdict}`, verdict), ` ${title}`),
      element('ol', 'hops', ...hops.map(hopElement)),
      ...missing.map((text) => element('p', 'fine', `missing ${text}`)),
    );
  }

  function show(cell: PageElement): void {
    const vpc = cell.closest('.vpc');
    const way = ways[cell.dataset.from ?? '']?.[cell.dataset.to ?? ''];
    const room = vpc?.querySelector('.way');
    if (!vpc || !way || !room) return;
    for (const other of document.querySelectorAll('.matrix button')) {
      other.setAttribute('aria-pressed', String(other === cell));
    }
    room.hidden = false;
    room.replaceChildren(
      element('h3', '', way.title),
      ...way.branches.map(branchElement),
      ...way.assumptions.map((text) => element('p', 'fine', `assumes: ${text}`)),
    );
    const hops = way.branches.flatMap((branch) => branch.hops);
    const over = new Set([...way.branches.flatMap((branch) => branch.over), ...hops.map(({ id }) => id)]);
    const blocked = new Set(hops.filter(({ decision }) => decision === 'block').map(({ id }) => id));
    for (const node of vpc.querySelectorAll('.node')) {
      node.classList.toggle('on', over.has(node.dataset.id ?? ''));
      node.classList.toggle('stops', blocked.has(node.dataset.id ?? ''));
    }
    for (const edge of vpc.querySelectorAll('.edge')) {
      const { from = '', to = '' } = edge.dataset;
      edge.classList.toggle('on', over.has(from) && over.has(to));
    }
  }

  for (const cell of document.querySelectorAll('.matrix button'))
    cell.addEventListener('click', () => show(cell));
}
