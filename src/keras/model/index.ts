/** @file `keras.Model` and `keras.Sequential`, called with or without `new`. */
import type { NDArray } from '../../array/index.ts';
import { callable } from '../../arguments/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import type { Layer, LayerOptions } from '../core/layer.ts';
import { Model as ModelBase, type Ends, type ModelOptions, type PredictionOf } from './model.ts';
import type { Prediction } from './options.ts';
import { Sequential as SequentialBase } from './sequential.ts';

export interface ModelFactory {
  new <const O extends Ends>(inputs: Ends, outputs: O, options?: LayerOptions): ModelBase<PredictionOf<O>>;
  new <const O extends Ends>(options: ModelOptions & { outputs: O }): ModelBase<PredictionOf<O>>;
  // a class that extends it sees the forms without type parameters: new Mine(inputs, outputs)
  new (inputs: Ends, outputs: Ends, options?: LayerOptions): ModelBase;
  new (options?: ModelOptions): ModelBase;
  <const O extends Ends>(inputs: Ends, outputs: O, options?: LayerOptions): ModelBase<PredictionOf<O>>;
  <const O extends Ends>(options: ModelOptions & { outputs: O }): ModelBase<PredictionOf<O>>;
  (options?: ModelOptions): ModelBase;
  readonly prototype: ModelBase;
  fromConfig(config: Record<string, unknown>): Layer;
}

export interface SequentialFactory {
  new (options: LayerOptions & { layers?: readonly (Layer | KerasTensor)[] }): SequentialBase;
  (
    options: LayerOptions & {
      /**
       * Its layers, in order.
       * @ko 차례대로 쌓을 층들입니다.
       */
      layers?: readonly (Layer | KerasTensor)[];
    },
  ): SequentialBase;
  // the usual form stands last: TypeScript explains a mistake by the last form
  new (layers?: readonly (Layer | KerasTensor)[], options?: LayerOptions): SequentialBase;
  (layers?: readonly (Layer | KerasTensor)[], options?: LayerOptions): SequentialBase;
  readonly prototype: SequentialBase;
  fromConfig(config: Record<string, unknown>): Layer;
}

/**
 * A model from inputs to outputs, or the base class of your own.
 * @ko 입력과 출력으로 모델을 만듭니다.
 * @methods
 */
export const Model = callable(ModelBase) as unknown as ModelFactory;
export type Model<P extends Prediction = NDArray> = ModelBase<P>;

/**
 * Layers one after another.
 * @ko 층들을 차례로 쌓아 모델을 만듭니다.
 * @methods
 */
export const Sequential = callable(SequentialBase) as unknown as SequentialFactory;
export type Sequential = SequentialBase;

export type { CompileOptions } from './compiled.ts';
export type { FitOptions, EvaluateOptions, Prediction, PredictOptions } from './options.ts';
