import type { SourceDocument } from '../../model/snapshot.ts';
import type { CodeCollector } from '../infrastructure-code/code-collector.ts';
import { isFields } from '../infrastructure-code/fields.ts';
import type { InputProblem } from '../input-problem.ts';
import { readDocument } from './document.ts';
import { overlayTerraform, type ReadDocument, readTerraform } from './read-terraform.ts';
import { terraformSources } from './sources/terraform-sources.ts';

/** The facts of plans and states, which are read together. */
export const collectTerraform: CodeCollector = (found, { firstDocument, sourceFolder, plans }) => {
  const documents: SourceDocument[] = [];
  const code: ReadDocument[] = [];
  const unusable: InputProblem[] = [];
  for (const { path, value, start, readText } of found) {
    const read = readDocument(isFields(value) ? value : {});
    if ('problem' in read) {
      unusable.push({ path, problem: read.problem, place: { start, pointer: read.pointer, readText } });
      continue;
    }
    code.push({ document: firstDocument + documents.length, path, read });
    const sources = terraformSources(read, path, sourceFolder);
    documents.push({ path, kind: 'terraform', start, readText, sources });
  }
  const described = plans === 'overlay' ? code.filter(({ read }) => read.kind !== 'plan') : code;
  return {
    documents,
    lists: readTerraform(described),
    unusable,
    overlay: (scopes) => overlayTerraform(scopes, code),
  };
};
