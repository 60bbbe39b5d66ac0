/** @file The sliders of `plot.stepper`: what is rebuilt from a recipe in the page is what a new call gives; only what fits is offered. */
import { afterEach, describe, expect, it } from 'vitest';
import { lectureFilter as filter, lecturePicture as lecture } from '../lecture-picture.ts';
import { np } from '../../src/array/index.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { plot, plt, stepperMime, type Stepper } from '../../src/plot/index.ts';
import { draftOf, fits, type Recipe, type Setting } from '../../src/plot/pictures/stepper/recipe.ts';
import {
  formulasOf,
  isSame,
  moved,
  offersSame,
  slidersOf,
  withoutSame,
} from '../../src/plot/pictures/stepper/sliders.ts';
import { walkthroughOf } from '../../src/plot/pictures/stepper/spoken.ts';
import type { StepperJson } from '../../src/plot/pictures/stepper/stepper.ts';

afterEach(() => plt.close('all'));

const rng = np.random.defaultRng(5);

/** The recipe of a stepper that nobody looks at. */
function recipeOf({ recipe }: Stepper): Recipe {
  plt.close('all');
  return recipe;
}

const offered = (recipe: Recipe, setting: Setting = recipe.setting): Record<string, readonly number[]> =>
  Object.fromEntries(slidersOf(recipe, setting).map((each) => [`${each.name} ${each.way}`, each.offered]));

describe('a walkthrough from its recipe', () => {
  it('is the one of the cell, and with another setting the one that a cell with it gives', () => {
    const picture = rng.integers(-4, 9, [6, 7, 2]);
    const f = rng.integers(-3, 4, [2, 2, 2]);
    for (const kind of ['convolution', 'im2col', 'transposed'] as const) {
      const stepper = plot.stepper(picture, f, { kind, bias: 1 });
      const recipe = recipeOf(stepper);
      expect(walkthroughOf(draftOf(recipe), 'en')).toEqual(stepper.walkthrough);
      const setting = { size: [2, 2], stride: [1, 2], padding: 1, dilation: 1 } as const;
      const again = plot.stepper(picture, f, { kind, bias: 1, stride: [1, 2], padding: 1 });
      expect(walkthroughOf(draftOf(recipe, setting), 'en')).toEqual(again.walkthrough);
    }
    const pool = recipeOf(plot.stepper(picture, { kind: 'average', size: [2, 1] }));
    const setting = { ...pool.setting, size: [3, 3] as const, stride: 1 };
    const again = plot.stepper(picture, { kind: 'average', size: 3, stride: 1 });
    expect(walkthroughOf(draftOf(pool, setting), 'ko').steps.length).toBe(again.walkthrough.steps.length);
    expect(walkthroughOf(draftOf(pool, setting), 'en')).toEqual(again.walkthrough);
  });

  it('a larger filter goes on from its beginning, a smaller one is cut off', () => {
    const recipe = recipeOf(plot.stepper(lecture, [[1, 2], [3, 4]])); // prettier-ignore
    const weights = (n: number): unknown => draftOf(recipe, { ...recipe.setting, size: [n, n] }).panels[1]!.start;
    expect(weights(1)).toEqual([1]);
    expect(weights(3)).toEqual([1, 2, 1, 3, 4, 3, 1, 2, 1]);
  });

  it('a gradient of another size is ones', () => {
    const dout = np.full([5, 5], 2);
    const recipe = recipeOf(plot.stepper(lecture, filter, { backward: dout }));
    const given = (setting: Setting): unknown => draftOf(recipe, setting).panels[0]!.start;
    expect(given(recipe.setting)).toEqual(Array.from({ length: 25 }, () => 2));
    expect(given({ ...recipe.setting, stride: 2 })).toEqual(Array.from({ length: 9 }, () => 1));
  });

  it('is the same when it comes out of a notebook, of which it needs little', () => {
    const shown = plot.stepper(rng.random([28, 28]), np.ones([3, 3]), { stride: 5 });
    const json = shown[displaySymbol]()[stepperMime] as StepperJson;
    expect(json.recipe!.length).toBeLessThan(10_000);
    const walkthrough = walkthroughOf(draftOf(JSON.parse(json.recipe!) as Recipe), 'en');
    expect(walkthrough.steps.map(({ text }) => text)).toEqual(shown.walkthrough.steps.map(({ text }) => text));
  });
});

describe('what is offered', () => {
  it('a window inside the padded picture, a stride that divides its way', () => {
    const recipe = recipeOf(plot.stepper(lecture, filter));
    expect(offered(recipe)).toEqual({
      'size both': [1, 2, 3, 4, 5, 6, 7],
      'stride both': [1, 2, 4],
      'padding both': [0, 1, 2],
      'dilation both': [1, 2, 3],
    });
    const wide = { ...recipe.setting, dilation: 3 };
    expect(offered(recipe, wide)['size both']).toEqual([1, 2, 3]);
    expect(offered(recipe, wide)['padding both']).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const stepped = { ...recipe.setting, stride: 2 };
    expect(offered(recipe, stepped)['size both']).toEqual([1, 3, 5, 7]);
  });

  it('whatever is offered can be walked through, from every place that can be reached', () => {
    const starts = [
      plot.stepper(rng.random([5, 7]), rng.random([2, 3]), { stride: [2, 1] }),
      plot.stepper(rng.random([6, 6]), np.ones([2, 2]), { padding: 'same' }),
      plot.stepper(rng.random([4, 4]), np.ones([2, 2]), { kind: 'transposed', stride: 2, padding: 1 }),
      plot.stepper(rng.random([6, 4]), { kind: 'max', size: [3, 2] }),
    ];
    for (const start of starts) {
      const recipe = recipeOf(start);
      const once = slidersOf(recipe, recipe.setting).flatMap((slider) =>
        slider.offered.map((value) => moved(recipe.setting, slider, value)),
      );
      for (const setting of once.filter((each) => !isSame(each, recipe.setting))) {
        for (const slider of slidersOf(recipe, setting)) {
          const { offered: values } = slider;
          expect(values).toContain(slider.value);
          const last =
            slider.name === 'padding' && setting.padding === 'same' ? setting : moved(setting, slider, values.at(-1)!);
          expect(fits(recipe, last)).toBe(true);
        }
        expect(formulasOf(recipe, setting).length).toBeGreaterThan(0);
      }
      const last = once.at(-1)!;
      expect(draftOf(recipe, last).steps.length).toBeGreaterThan(0);
    }
  });

  it('two sliders where a cell wrote two numbers', () => {
    const recipe = recipeOf(plot.stepper(lecture, np.ones([2, 3]), { stride: [2, 1] }));
    expect(Object.keys(offered(recipe))).toEqual([
      'size down',
      'size right',
      'stride down',
      'stride right',
      'padding both',
      'dilation both',
    ]);
    expect(moved(recipe.setting, { name: 'stride', way: 'right' }, 4).stride).toEqual([4, 1]);
    expect(moved(recipe.setting, { name: 'stride', way: 'down' }, 5).stride).toEqual([2, 5]);
  });

  it("'same' where it fits; without it the zeros next to it", () => {
    const recipe = recipeOf(plot.stepper(lecture, filter, { padding: 'same' }));
    expect(offered(recipe)['padding both']).toEqual([1]);
    expect(withoutSame(recipe, recipe.setting).padding).toBe(1);
    expect(offersSame(recipe, { ...recipe.setting, padding: 0, stride: 4 })).toBe(false);
    expect(isSame({ ...recipe.setting, padding: 'valid' }, { ...recipe.setting, padding: 0, stride: [1, 1] })).toBe(
      true,
    );
  });

  it('the size of the output as a formula with its numbers', () => {
    const said = (stepper: Stepper): string[] => {
      const recipe = recipeOf(stepper);
      return formulasOf(recipe, recipe.setting);
    };
    expect(said(plot.stepper(lecture, filter, { padding: 1, stride: 2 }))).toEqual(['O = (7 + 2·1 − 3) / 2 + 1 = 4']);
    expect(said(plot.stepper(lecture, filter, { dilation: 2 }))).toEqual([
      'O = (7 + 2·0 − ((3 − 1)·2 + 1)) / 1 + 1 = 3',
    ]);
    expect(said(plot.stepper(np.ones([4, 6]), np.ones([2, 2]), { padding: 'same' }))).toEqual([
      '↓ O = (4 + 0 + 1 − 2) / 1 + 1 = 4',
      '→ O = (6 + 0 + 1 − 2) / 1 + 1 = 6',
    ]);
    expect(said(plot.stepper(np.ones([3, 3]), filter, { kind: 'transposed', stride: 2 }))).toEqual([
      'O = (3 − 1)·2 + 3 − 2·0 = 7',
    ]);
    expect(said(plot.stepper(np.ones([6, 6]), { kind: 'max' }))).toEqual(['O = (6 − 2) / 2 + 1 = 3']);
  });
});
