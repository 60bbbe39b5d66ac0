/**
 * @file The sliders of a stepper: filter size, stride, padding, dilation. Each stops only at what fits while the others stay; below them
 * stands how large the output is, as a formula. The walkthrough is made anew by who listens.
 */
import type { MakeElement } from './element.ts';
import type { Recipe, Setting } from '../../src/plot/pictures/stepper/recipe.ts';
import {
  formulasOf,
  isSame,
  moved,
  offersSame,
  slidersOf,
  withoutSame,
  type Slider,
} from '../../src/plot/pictures/stepper/sliders.ts';

/** A slider in the page. */
interface Row {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  readonly output: HTMLElement;
}

/** The sliders of one stepper. */
export class StepperSliders {
  /** What stands in the page. */
  readonly root: HTMLElement;
  private readonly recipe: Recipe;
  private readonly words: Words;
  private readonly onMove: (setting: Setting) => void;
  /** As many as `slidersOf` gives. */
  private readonly rows: readonly Row[];
  private readonly same: HTMLInputElement;
  private readonly formula: HTMLElement;
  private readonly reset: HTMLButtonElement;
  private setting: Setting;

  constructor(recipe: Recipe, lang: string, make: MakeElement, onMove: (setting: Setting) => void) {
    [this.recipe, this.onMove, this.setting] = [recipe, onMove, recipe.setting];
    const words = (this.words = lang === 'ko' ? korean : english);
    this.rows = slidersOf(recipe, recipe.setting).map((slider, i) => this.row(slider, i, make));
    this.same = make('input', { type: 'checkbox' });
    const box = make('label', { class: 'kl-row kl-same' }, this.same, make('span', {}, words.same));
    this.formula = make('span', { class: 'kl-formula', 'aria-live': 'polite' });
    this.reset = make('button', { type: 'button', class: 'kl-reset' }, words.reset);
    this.root = make(
      'div',
      { class: 'kl-sliders', role: 'group', 'aria-label': words.group },
      make('div', { class: 'kl-setting' }, ...this.rows.map(({ root }) => root), ...(recipe.filter ? [box] : [])),
      make('div', { class: 'kl-said' }, this.formula, this.reset),
    );
    this.same.addEventListener('change', () =>
      this.set(this.same.checked ? { ...this.setting, padding: 'same' } : withoutSame(recipe, this.setting)),
    );
    this.reset.addEventListener('click', () => {
      this.set(recipe.setting);
      this.rows[0]!.input.focus(); // the button is gone
    });
    this.show();
  }

  private row(slider: Slider, i: number, make: MakeElement): Row {
    const { words } = this;
    const input = make('input', { type: 'range', min: '0', 'data-name': slider.name });
    input.addEventListener('input', () => {
      const now = slidersOf(this.recipe, this.setting)[i]!;
      const value = now.offered[Number(input.value)];
      if (value !== undefined && value !== now.value) this.set(moved(this.setting, now, value));
    });
    const name = slider.name === 'size' && !this.recipe.filter ? words.window : words[slider.name];
    const way = { both: '', down: ' ↓', right: ' →' }[slider.way];
    const output = make('output', {});
    return { root: make('label', { class: 'kl-row' }, make('span', {}, name + way), input, output), input, output };
  }

  private set(setting: Setting): void {
    this.setting = setting;
    this.show();
    this.onMove(setting);
  }

  /** Brings the page to the setting. */
  private show(): void {
    const { recipe, setting, words } = this;
    slidersOf(recipe, setting).forEach((slider, i) => {
      const { root, input, output } = this.rows[i]!;
      input.max = String(slider.offered.length - 1);
      input.value = String(slider.offered.indexOf(slider.value));
      input.disabled = slider.offered.length < 2;
      const text = textOf(slider);
      const offered = `${words.offered}: ${slider.offered.join(', ')}`;
      input.setAttribute('aria-valuetext', `${text}. ${offered}`);
      root.title = offered;
      output.textContent = text;
    });
    this.same.checked = setting.padding === 'same';
    this.same.disabled = !this.same.checked && !offersSame(recipe, setting);
    this.formula.textContent = [...formulasOf(recipe, setting), ...this.notes()].join(' · ');
    this.formula.title = words.fitting;
    this.reset.hidden = isSame(setting, recipe.setting);
  }

  /** What is not as the cell wrote it though nobody chose it. */
  private notes(): string[] {
    const { recipe, setting, words } = this;
    const parts: string[] = [];
    const [rows, columns] = recipe.setting.size;
    if (recipe.filter && (setting.size[0] !== rows || setting.size[1] !== columns)) parts.push(words.repeated);
    if (recipe.dout !== undefined && recipe.dout !== true && !isSame(setting, recipe.setting)) parts.push(words.ones);
    return parts;
  }
}

function textOf({ name, way, value }: Slider): string {
  return name === 'size' && way === 'both' ? `${value}×${value}` : String(value);
}

interface Words extends Readonly<Record<keyof Setting, string>> {
  readonly group: string;
  readonly window: string;
  readonly same: string;
  readonly offered: string;
  readonly fitting: string;
  readonly reset: string;
  readonly repeated: string;
  readonly ones: string;
}

const english: Words = {
  group: 'How the window moves',
  size: 'filter',
  window: 'window',
  stride: 'stride',
  padding: 'padding',
  dilation: 'dilation',
  same: "padding 'same'",
  offered: 'fits',
  fitting: 'The sliders stop at values that fit: a window inside the padded picture, a stride that divides its way.',
  reset: 'as in the cell',
  repeated: 'the numbers of the filter are repeated or cut off',
  ones: 'where dout has another size it is ones',
};

const korean: Words = {
  group: '윈도가 움직이는 방법',
  size: '필터',
  window: '윈도',
  stride: '스트라이드',
  padding: '패딩',
  dilation: '딜레이션',
  same: "패딩 'same'",
  offered: '맞는 값',
  fitting: '슬라이더는 맞는 값에서만 멈춥니다. 윈도는 패딩을 붙인 그림 안에 있고, 스트라이드는 움직일 거리를 나눕니다.',
  reset: '셀에 쓴 대로',
  repeated: '필터의 수는 되풀이되거나 잘립니다',
  ones: 'dout의 크기가 다르면 1로 채웁니다',
};
