/** @file What a grading run says while it works: a line per submission with its marks, and how long the rest will take. */
import { say } from '../../errors/index.ts';
import type { Result } from '../../grade/grader.ts';

const WIDTH = 20;
/** Characters of a text on the screen; reports have it whole. */
const MOST = 300;

export class Progress {
  readonly #total: number;
  readonly #began = performance.now();
  #done = 0;
  /** Of those that were graded now: kept results take no time and say nothing about the rest. */
  #graded = 0;

  constructor(total: number) {
    this.#total = total;
  }

  tell({ student, points, max, faults, questions }: Result, kept: boolean): void {
    if (!kept) this.#graded++;
    this.#done++;
    const each = (performance.now() - this.#began) / Math.max(1, this.#graded) / 1000;
    const seconds = Math.ceil(each * (this.#total - this.#done));
    const left = this.#done < this.#total ? say({ en: `, ${seconds} s left`, ko: `, ${seconds}초 남음` }) : '';
    const full = Math.round((this.#done / this.#total) * WIDTH);
    const bar = '█'.repeat(full) + '·'.repeat(WIDTH - full);
    const marks = questions.length === 0 ? '–' : `${round(points)}/${round(max)}`;
    const note = faults.length > 0 ? `  ${faults[0]}` : '';
    process.stdout.write(
      `${bar} [${this.#done}/${this.#total}${left}] ${printable(student)}: ${marks}${printable(note)}\n`,
    );
  }

  end(): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1);
    process.stdout.write(
      say({ en: `${this.#done} graded, ${seconds} s\n`, ko: `${this.#done}개 채점, ${seconds}초\n` }),
    );
  }
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}

/** Names and texts of submissions must not move the lecturer's cursor, turn the line around, or fill the screen. */
export function printable(text: string): string {
  const line = text.replace(/\p{Cc}|\p{Bidi_Control}/gu, ' ');
  return line.length > MOST ? `${line.slice(0, MOST)} …` : line;
}
