/**
 * @file A walkthrough as what a cell shows: for pages that know it the steps themselves (the lab extension and exported pages let one
 * walk through them without a kernel), a PNG of a few of them elsewhere, a sentence in a terminal.
 */
import { describe } from '../../../arguments/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../../display/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { toBase64, writeFile } from '../../../platform/index.ts';
import { forget, keep } from '../../figure/open-figures.ts';
import * as drawing from '../../output/drawing.ts';
import { showAtCellEnd, showFigures } from '../../output/show.ts';
import type { Recipe } from './recipe.ts';
import { sheetOf } from './sheet.ts';
import type { Walkthrough } from './walkthrough.ts';

/** The MIME type of a walkthrough. */
export const stepperMime = 'application/vnd.kernelab.stepper+json';

/** Pixels of the PNG per pixel of the drawing: more would make notebooks several times as large. */
const SHARP = 1;

/** A calculation to walk through. Shown at the end of its cell. */
export class Stepper implements Displayable {
  /** Its tables and steps. */
  readonly walkthrough: Walkthrough;
  /** What it was made from. */
  readonly recipe: Recipe;

  constructor(walkthrough: Walkthrough, recipe: Recipe) {
    [this.walkthrough, this.recipe] = [walkthrough, recipe];
    drawing.warmUp();
    showAtCellEnd();
    keep(this);
  }

  /** What it shows, in a sentence or two. */
  get summary(): string {
    return this.walkthrough.summary;
  }

  /**
   * Shows it now.
   * @ko 바로 보여 줍니다.
   */
  show(): void {
    showFigures([this]);
  }

  /** The printed steps as SVG text. */
  toSVG(): string {
    return sheetOf(this.walkthrough).svg;
  }

  /** Writes the printed steps to a .png, .jpg, .pdf or .svg file. The folder must be there. */
  savefig(path: string): void {
    const who = 'stepper.savefig';
    const format = typeof path === 'string' ? /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() : undefined;
    const svg = this.toSVG();
    if (format === 'svg') return writeFile(path, svg, who);
    const kinds = { png: 'png', jpg: 'jpg', jpeg: 'jpg', pdf: 'pdf' } as const;
    const kind = format !== undefined && Object.hasOwn(kinds, format) ? kinds[format as keyof typeof kinds] : undefined;
    if (kind) return writeFile(path, drawing.drawNow(svg, kind, kind === 'pdf' ? 2 : SHARP), who);
    throw new ValueError({
      who,
      rule: {
        en: 'the file must end with .png, .jpg, .pdf or .svg',
        ko: '파일 이름은 .png, .jpg, .pdf, .svg 가운데 하나로 끝나야 합니다',
      },
      received: describe(path),
    });
  }

  /** Its summary: what a terminal shows. */
  toString(): string {
    return this.walkthrough.summary;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle {
    forget(this);
    const text = { 'text/plain': this.toString() };
    if (!drawing.arePicturesWanted()) return text;
    const png = drawing.drawNow(this.toSVG(), 'png', SHARP);
    return { [stepperMime]: packed(this.walkthrough, this.recipe), 'image/png': toBase64(png), ...text };
  }
}

/** What lies in the notebook. */
export interface StepperJson {
  readonly version: number;
  readonly summary: string;
  /** A `Walkthrough` as JSON. */
  readonly walkthrough: string;
  /** The `Recipe` it was made from as JSON, for the page's sliders; older notebooks have none. */
  readonly recipe?: string;
}

/**
 * Each part is one text: Jupyter writes every number of a list on a line of its own, with its indentation three times the bytes. The
 * recipe has more digits, for what is computed from it anew.
 */
function packed(walkthrough: Walkthrough, recipe: Recipe): StepperJson {
  return {
    version: 1,
    summary: walkthrough.summary,
    walkthrough: JSON.stringify(walkthrough, short(5)),
    recipe: JSON.stringify(recipe, short(8)),
  };
}

function short(digits: number) {
  return (_: string, value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
    return typeof value === 'number' ? Number(value.toPrecision(digits)) : value;
  };
}
