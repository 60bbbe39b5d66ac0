/**
 * @file Training and validation data out of the arguments of fit: arrays, their split, generators. Labels of arrays are
 * checked here, before the first step.
 */
import { elementsOf } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import type { Compiled } from './compiled.ts';
import { isBatchSource, type ArraysLike } from './data.ts';
import { feedOf, openFeed, readSides, splitSides, type Feed, type FeedOptions, type Sides } from './feed.ts';
import type { FitOptions, ValidationData } from './options.ts';
import type { TrainableModel } from './trainer.ts';

export interface FitData {
  readonly train: Feed;
  readonly validation: Feed | null;
}

/** Opens what fit trains and validates on. */
export function openFitData(model: TrainableModel, compiled: Compiled, options: Required<FitOptions>): FitData {
  const { x, y, sampleWeight, classWeight, batchSize, validationSplit, validationData } = options;
  if (x === undefined) {
    throw new ValueError({
      who: 'fit',
      rule: { en: 'needs x and y', ko: 'x와 y가 필요합니다' },
      received: { en: 'neither', ko: '둘 다 없음' },
      hint: { en: 'Call model.fit(x, y, { epochs: 5 }).', ko: 'model.fit(x, y, { epochs: 5 })로 호출하세요' },
    });
  }
  const common: FeedOptions = {
    who: 'fit',
    x,
    y,
    w: sampleWeight,
    batchSize,
    steps: options.stepsPerEpoch,
    shuffle: options.shuffle,
    classWeight,
    inputNames: model.inputNames,
    outputNames: model.outputNames,
    takesAnyNames: model.takesAnyNames,
  };
  const forValidation: FeedOptions = {
    ...common,
    who: 'fit (validation)',
    batchSize: options.validationBatchSize ?? batchSize,
    steps: options.validationSteps,
    shuffle: false,
    classWeight: null,
    restart: true,
  };
  const check = (sides: Sides): Sides => checkAllLabels(model, compiled, sides);
  const given = validationData === null ? null : openValidation(validationData, forValidation, check);
  if (isBatchSource(x)) {
    if (validationSplit > 0 && !given) {
      throw new ValueError({
        who: 'fit',
        rule: { en: 'validationSplit works on arrays only', ko: 'validationSplit은 배열에만 쓸 수 있습니다' },
        hint: { en: 'Give validationData beside a generator.', ko: '제너레이터에는 validationData를 함께 주세요' },
      });
    }
    return { train: openFeed(common), validation: given };
  }
  const sides = check(readSides(common, x, y, sampleWeight));
  if (given || validationSplit === 0) return { train: feedOf(sides, common), validation: given };
  const [training, held] = splitSides(sides, validationSplit);
  return { train: feedOf(training, common), validation: feedOf(held, forValidation) };
}

function openValidation(data: ValidationData, options: FeedOptions, check: (sides: Sides) => Sides): Feed {
  if (isBatchSource(data)) return openFeed({ ...options, x: data, y: null, w: null, batchSize: null });
  if (!Array.isArray(data) || data.length < 2 || data.length > 3) {
    throw new ValueError({
      who: 'fit',
      rule: {
        en: 'validationData must be [x, y] or [x, y, sampleWeight]',
        ko: 'validationData는 [x, y]나 [x, y, sampleWeight]여야 합니다',
      },
      received: Array.isArray(data) ? { en: `${data.length} parts`, ko: `항목 ${data.length}개` } : describe(data),
    });
  }
  const [x, y, w] = data as [ArraysLike, ArraysLike, ArraysLike?];
  return feedOf(check(readSides(options, x, y, w ?? null)), options);
}

/**
 * Checks all labels of arrays, where the units are known before tracing. Each batch is checked again when it is loaded,
 * which serves generators, evaluate and single steps.
 */
function checkAllLabels(model: TrainableModel, compiled: Compiled, sides: Sides): Sides {
  model.buildFor(
    sides.x.map((r) => r.shape),
    sides.names,
  );
  const units = model.outputUnits();
  compiled.lossesOf(model.outputNames).forEach((loss, i) => {
    const labels = sides.y[i];
    if (loss && labels && units[i] !== undefined && labels.size === 1)
      loss.checkLabels(elementsOf(labels.array), [labels.count, units[i]]);
  });
  return sides;
}
