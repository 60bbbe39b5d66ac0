/** @file How keras calls are read: positions, options, misspelt names, names of losses and optimizers, Python's numbers. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/keras/common/arguments.ts';
import { exponential, fixed, formatTemplate, repr, thousands } from '../../src/keras/common/format.ts';
import { classToSnake, toCamel, toSnake } from '../../src/keras/common/names.ts';
import { keras } from '../../src/keras/index.ts';
import { messageOf } from './helpers.ts';

const { losses, optimizers, metrics, initializers, activations, callbacks } = keras;

describe('arguments', () => {
  const defaults = { rate: 0.5, seed: null as number | null, noiseShape: null as number[] | null };

  it('come by position, by name, or both', () => {
    expect(readArguments('Dropout', [0.2], defaults)).toEqual({ rate: 0.2, seed: null, noiseShape: null });
    expect(readArguments('Dropout', [{ rate: 0.2 }], defaults)).toEqual({ rate: 0.2, seed: null, noiseShape: null });
    expect(readArguments('Dropout', [0.2, { seed: 3 }], defaults)).toEqual({ rate: 0.2, seed: 3, noiseShape: null });
    expect(readArguments('Dropout', [undefined, { seed: undefined }], defaults)).toEqual(defaults);
  });

  it('are refused when misspelt, in snake_case, double or too many', async () => {
    const refuse = (...args: unknown[]) => messageOf(() => readArguments('Dropout', args, defaults));
    expect(await refuse({ noise_shape: [1] })).toMatchInlineSnapshot(
      `"ValueError: Dropout: there is no option 'noise_shape'. Received { noise_shape: [1] }. Did you mean 'noiseShape'?"`,
    );
    expect(await refuse({ ratee: 1 })).toMatchInlineSnapshot(
      `"ValueError: Dropout: there is no option 'ratee'. Received { ratee: 1 }. Did you mean 'rate'?"`,
    );
    expect(await refuse({ units: 1 })).toMatchInlineSnapshot(
      `"ValueError: Dropout: there is no option 'units'. Received { units: 1 }. The options are rate, seed, noiseShape."`,
    );
    expect(await refuse(0.5, { rate: 0.2 })).toMatchInlineSnapshot(
      `"ValueError: Dropout: takes 'rate' once. Received it by position and in the options."`,
    );
    expect(await refuse(0.5, 1, null, 4)).toMatchInlineSnapshot(
      `"ValueError: Dropout: takes at most 3 arguments by position (rate, seed, noiseShape) and then one options object. Received 4 by position."`,
    );
  });
});

describe('names', () => {
  it('are found whatever their case and underscores', () => {
    for (const name of ['mse', 'MSE', 'mean_squared_error', 'MeanSquaredError', 'meanSquaredError']) {
      expect(losses.get(name).name).toBe('mean_squared_error');
    }
    expect(optimizers.get('ADAM').name).toBe('adam');
    expect(optimizers.get('RMSprop').name).toBe('rm_sprop');
    expect(metrics.get('kld').name).toBe('kl_divergence');
    expect(initializers.get('HeNormal').getConfig()).toEqual({ seed: null });
    expect(activations.get('swish')).toBe(activations.silu);
  });

  it('are suggested when misspelt', async () => {
    expect(await messageOf(() => optimizers.get('adamm'))).toMatchInlineSnapshot(
      `"ValueError: compile: there is no optimizer of that name. Received 'adamm'. Did you mean 'adam'?"`,
    );
    expect(await messageOf(() => losses.get('sparse_categorical_crosentropy'))).toMatchInlineSnapshot(
      `"ValueError: compile: there is no loss of that name. Received 'sparse_categorical_crosentropy'. Did you mean 'sparse_categorical_crossentropy'?"`,
    );
    expect(await messageOf(() => metrics.get('acuracy'))).toMatchInlineSnapshot(
      `"ValueError: compile: there is no metric of that name. Received 'acuracy'. Did you mean 'accuracy'?"`,
    );
    expect(await messageOf(() => activations.get('rleu', 'Dense'))).toMatchInlineSnapshot(
      `"ValueError: Dense: there is no activation of that name. Received 'rleu'. Did you mean 'relu'?"`,
    );
    expect(await messageOf(() => optimizers.get('lion'))).toMatchInlineSnapshot(
      `"ValueError: compile: the optimizer 'lion' of Keras is not part of kernelab. There are sgd, rmsprop, adam, adamw, adamax, nadam, adagrad, adadelta."`,
    );
  });

  it('go from our spelling to Keras’s and back', () => {
    for (const [ours, theirs] of [
      ['kernelSize', 'kernel_size'],
      ['beta1', 'beta_1'],
      ['l2', 'l2'],
      ['gradientAccumulationSteps', 'gradient_accumulation_steps'],
    ] as const) {
      expect(toSnake(ours)).toBe(theirs);
      expect(toCamel(theirs)).toBe(ours);
    }
    expect(['Conv2D', 'MaxPooling2D', 'PReLU', 'LeakyReLU', 'Conv2DTranspose', 'ELU'].map(classToSnake)).toEqual([
      'conv2d',
      'max_pooling2d',
      'p_re_lu',
      'leaky_re_lu',
      'conv2d_transpose',
      'elu',
    ]);
  });
});

describe('numbers', () => {
  it('print as in Python', () => {
    expect([0.5, 1.5, 2.5, -0.5].map((x) => fixed(x, 0))).toEqual(['0', '2', '2', '-0']);
    expect([0.03125, 0.12345, 2.675].map((x) => fixed(x, 4))).toEqual(['0.0312', '0.1235', '2.6750']);
    expect([1e-3, 1.5e-10, 12345].map((x) => exponential(x, 4))).toEqual(['1.0000e-03', '1.5000e-10', '1.2345e+04']);
    expect([1, 0.1, 1e-5, 1e16, 123456, NaN, -Infinity].map(repr)).toEqual([
      '1.0',
      '0.1',
      '1e-05',
      '1e+16',
      '123456.0',
      'nan',
      '-inf',
    ]);
    expect([0, 999, 1000, 1234567].map(thousands)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('go into file names', () => {
    const fail = (name: string): never => {
      throw new Error(name);
    };
    const format = (text: string) => formatTemplate(text, { epoch: 7, val_loss: 0.456789 }, fail);
    expect(format('m-{epoch:02d}-{val_loss:.2f}.keras')).toBe('m-07-0.46.keras');
    expect(format('{epoch}-{epoch:4d}-{val_loss}-{val_loss:.1e}')).toBe('7-   7-0.456789-4.6e-01');
    expect(() => format('{acc}')).toThrow('acc');
  });
});

describe('calls without new', () => {
  it('make the same things, and classes can be extended', () => {
    expect(optimizers.SGD(0.1, { momentum: 0.9 })).toBeInstanceOf(optimizers.SGD);
    expect(new optimizers.SGD(0.1).learningRate).toBeCloseTo(0.1);
    class Quiet extends callbacks.Callback {
      seen = 0;
      override onEpochEnd(): void {
        this.seen++;
      }
    }
    const mine = new Quiet();
    mine.onEpochEnd();
    expect([mine.seen, mine instanceof callbacks.Callback]).toEqual([1, true]);
  });

  it('show what they are', () => {
    expect(inspect(losses.MeanSquaredError())).toBe('<MeanSquaredError name=mean_squared_error>');
    expect(inspect(metrics.Recall({ name: 'found' }))).toBe('<Recall name=found>');
    expect(inspect(optimizers.Adam())).toBe('<Adam name=adam, learningRate=0.001>');
    expect(inspect(keras.regularizers.l2())).toBe('<L2>');
  });

  it('refuse what makes no sense', async () => {
    expect(await messageOf(() => optimizers.SGD({ clipnorm: 1, clipvalue: 1 }))).toMatchInlineSnapshot(
      `"ValueError: SGD: takes at most one of clipnorm, clipvalue and globalClipnorm. Received clipnorm and clipvalue."`,
    );
    expect(await messageOf(() => optimizers.Adam('fast' as never))).toMatchInlineSnapshot(
      `"ValueError: Adam: learningRate is a number, a schedule or a function. Received 'fast'. For example 0.001 or keras.optimizers.schedules.ExponentialDecay(0.01, 1000, 0.9)."`,
    );
    expect(await messageOf(() => losses.MeanSquaredError({ reduction: 'average' as never }))).toMatchInlineSnapshot(
      `"ValueError: MeanSquaredError: reduction must be 'sum_over_batch_size', 'sum', 'none', null, 'mean' or 'mean_with_sample_weight'. Received 'average'."`,
    );
    expect(await messageOf(() => callbacks.ModelCheckpoint('best.txt'))).toMatchInlineSnapshot(
      `"ValueError: ModelCheckpoint: filepath must end in .keras or .h5. Received 'best.txt'."`,
    );
    expect(await messageOf(() => callbacks.TensorBoard({ histogramFreq: 1 }))).toMatchInlineSnapshot(
      `"ValueError: TensorBoard: writes scalars only, so histogramFreq is not supported. Received 1."`,
    );
    const fixedRate = optimizers.SGD(optimizers.schedules.CosineDecay(0.1, 100));
    expect(
      await messageOf(() => {
        fixedRate.learningRate = 0.5;
      }),
    ).toMatchInlineSnapshot(
      `"ValueError: sgd.learningRate: was given as a schedule and cannot be set to a number. Received 0.5. Make the optimizer with a number to set it later (LearningRateScheduler and ReduceLROnPlateau do)."`,
    );
  });
});

it('a class shows its name', () => {
  expect(inspect([keras.layers.Flatten, optimizers.Adam])).toBe('[ [class Flatten], [class Adam] ]');
});
