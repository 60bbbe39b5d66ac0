/**
 * @file The students' copy of an exercise, as nbgrader's `generate_assignment` makes it: stubs in place of solutions, hidden
 * tests taken out, cells locked, checksums in the metadata. Also the copy that nbgrader takes as its source.
 */
import { machine } from '../platform/index.ts';
import { metadataOf, sourceText, type Cell, type Exercise, type Notebook } from './format.ts';
import type { Plain } from './plain.ts';

/** What stands where the solution was; the nbgrader configuration that `build` writes holds the same. */
export const stubs: Readonly<Record<'en' | 'ko', string>> = {
  en: "// Write your code here.\nthrow new Error('There is no answer here yet.');",
  ko: "// 여기에 코드를 쓰세요.\nthrow new Error('아직 답을 쓰지 않았습니다.');",
};

/** What stands above the call that asks a sealed test. */
const askings: Readonly<Record<'en' | 'ko', string>> = {
  en: '// Right or wrong? This gives no marks.',
  ko: '// 맞았는지 확인해 보세요. 점수와는 상관없습니다.',
};

/** A cell's text without its solution (nbgrader's ClearSolutions): the region becomes a stub, else the whole cell does. */
export function withoutSolution(source: string, language: 'en' | 'ko'): string {
  const stub = stubs[language].split('\n');
  const lines: string[] = [];
  let inside = false;
  let found = false;
  for (const line of source.split('\n')) {
    if (line.includes('BEGIN SOLUTION')) {
      [inside, found] = [true, true];
      const indent = /^\s*/.exec(line)![0];
      lines.push(...stub.map((text) => indent + text));
    } else if (line.includes('END SOLUTION')) inside = false;
    else if (!inside) lines.push(line);
  }
  return found ? lines.join('\n') : stub.join('\n');
}

/** A test cell's text without its hidden lines (nbgrader's ClearHiddenTests). */
function withoutHiddenTests(source: string): string {
  const lines: string[] = [];
  let inside = false;
  for (const line of source.split('\n')) {
    if (line.includes('BEGIN HIDDEN TESTS')) inside = true;
    else if (line.includes('END HIDDEN TESTS')) inside = false;
    else if (!inside) lines.push(line);
  }
  return lines.join('\n');
}

/** Values that a call is compared with where no grader stands outside. */
export interface Filled {
  seed: string;
  expected: Plain[];
}

/** The notebook for nbgrader's `source/`: without wrong answers, calls with the values of the reference solution. */
export function nbgraderSource(exercise: Exercise, filledOf: (question: string, n: number) => Filled): Notebook {
  const cells = exercise.parts.flatMap((part): Cell[] => {
    if (part.kind === 'wrong') return [];
    const cell = { ...part.cell, ...(part.cell.cell_type === 'code' ? { outputs: [], execution_count: null } : {}) };
    if (part.kind === 'sealed') {
      return [{ ...cell, metadata: {}, source: `${askings[exercise.language]}\nawait check('${part.id}');` }];
    }
    if (part.kind !== 'test') return [cell];
    let source = part.source;
    // From the end, so that earlier places stay true.
    for (let n = part.calls.length - 1; n >= 0; n--) {
      const { at } = part.calls[n]!;
      const { seed, expected } = filledOf(part.id, n);
      const more = `seed: ${JSON.stringify(seed)}, expected: ${quoted(JSON.stringify(expected))}`;
      const inner = source.slice(at.start, at.end).replace(/^\{\s*|,?\s*\}$/g, '');
      const options = inner === '' ? `{ ${more} }` : `{ ${inner}, ${more} }`;
      source = `${source.slice(0, at.start)}${at.start === at.end ? ', ' : ''}${options}${source.slice(at.end)}`;
    }
    return [{ ...cell, source }];
  });
  return { ...exercise.notebook, cells };
}

/** The students' copy of nbgrader's source. */
export function releaseOf(source: Notebook, language: 'en' | 'ko'): Notebook {
  const cells = source.cells.map((cell): Cell => {
    const facts = metadataOf(cell);
    if (facts === undefined) return cell;
    let text = sourceText(cell);
    if (facts.solution) text = cell.cell_type === 'code' ? withoutSolution(text, language) : stubText(language);
    if (facts.grade && !facts.solution) text = withoutHiddenTests(text);
    const locked = facts.solution ? false : facts.grade || facts.locked || facts.task;
    const nbgrader = { ...facts, locked, cell_type: cell.cell_type };
    const released = { ...cell, source: text };
    return {
      ...released,
      metadata: {
        ...cell.metadata,
        deletable: false,
        ...(locked ? { editable: false } : {}),
        nbgrader: { ...nbgrader, checksum: checksumOf(released, nbgrader) },
      },
    };
  });
  return { ...source, cells };
}

function stubText(language: 'en' | 'ko'): string {
  return language === 'ko' ? '여기에 답을 쓰세요.' : 'Write your answer here.';
}

/** nbgrader's checksum of a cell: MD5 of its text and of what the metadata say it is. */
function checksumOf(cell: Cell, facts: Record<string, unknown>): string {
  const hash = machine.codecs.hash('md5');
  const add = (text: string): void => hash.update(new TextEncoder().encode(text));
  const python = (flag: unknown): string => (flag === true ? 'True' : 'False');
  add(sourceText(cell));
  add(cell.cell_type);
  add(python(facts['grade']));
  add(python(facts['solution']));
  add(python(facts['locked']));
  add(String(facts['grade_id']));
  if (facts['grade'] === true) {
    const points = facts['points'] as number;
    add(Number.isInteger(points) ? `${points}.0` : String(points));
  }
  return hash.hex();
}

/** A text in single quotes, as the sources have it. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
