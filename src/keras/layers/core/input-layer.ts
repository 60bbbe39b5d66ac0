/** @file InputLayer and `keras.Input`: where data enters a model. */
import type { DType, Node } from '../../../engine/index.ts';
import { optionNames } from '../../../arguments/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { known } from '../../common/arguments.ts';
import { TENSOR_DTYPES, readDType } from '../../common/dtype.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { KerasTensor, type SymbolicShape } from '../../core/keras-tensor.ts';
import { Layer } from '../../core/layer.ts';
import { autoName } from '../../core/naming.ts';

export interface InputOptions {
  /**
   * Shape of one sample; null where any size is allowed.
   * @ko 그림 하나의 모양입니다. 크기가 정해지지 않은 축은 null입니다.
   */
  shape?: SymbolicShape;
  /**
   * A fixed batch size. Default null: any.
   * @ko 정해진 배치 크기입니다. 기본값 null은 아무 크기나 됩니다.
   */
  batchSize?: number | null;
  /**
   * Shape with the batch axis in front, null where any size will do.
   * @ko 맨 앞에 배치 축이 있는 모양입니다. 아무 크기나 되는 곳은 null.
   */
  batchShape?: SymbolicShape;
  /**
   * Type of the values: float32 (default), int32 or bool. Data of any type is turned into it.
   * @ko 값의 자료형입니다: float32(기본값), int32, bool. 어떤 자료형의 데이터든 이것으로 바뀝니다.
   */
  dtype?: DType | null;
  /**
   * Name of the input; default a new one.
   * @ko 입력의 이름입니다. 기본값은 새 이름입니다.
   */
  name?: string | null;
}

const INPUT = optionNames<InputOptions & { batch_shape: unknown; trainable: boolean }>()(
  'shape batchSize batchShape dtype name batch_shape trainable',
);

/**
 * The place where data enters a model. Usually made by `keras.Input`.
 * @ko 모델의 입력을 나타내는 층입니다.
 */
export class InputLayer extends Layer {
  static readonly facts: LayerFacts = {
    name: 'InputLayer',
    module: 'keras.layers',
    perSample: true,
    dtypes: TENSOR_DTYPES,
    ignored: ['sparse', 'ragged', 'optional'],
    // As Keras 2 spelt it.
    readConfig(config) {
      if (!('batch_input_shape' in config)) return;
      config['batch_shape'] = config['batch_input_shape'];
      delete config['batch_input_shape'];
    },
  };

  /** Shape with the batch axis in front, null where any size will do. */
  readonly batchShape: SymbolicShape;
  /** The tensor that it stands for. */
  readonly tensor: KerasTensor;

  constructor(
    options: InputOptions & {
      /** As `batchShape`, as it stands in Keras's files. */
      batch_shape?: SymbolicShape;
      /** Of no effect: an input has no weights. */
      trainable?: boolean;
    },
  ) {
    const { name, dtype, trainable } = known('Input', options ?? {}, INPUT);
    super({ dtype: readDType('Input', dtype, TENSOR_DTYPES), trainable, name: name ?? autoName('InputLayer') });
    this.batchShape = options.batchShape ?? [options.batchSize ?? null, ...inputShapeOf(options.shape)];
    this.tensor = new KerasTensor(this.batchShape, { name: this.name, dtype: this.dtype });
    const call = { layer: this, inputs: [], outputs: [this.tensor], givesList: false, options: {} };
    this.tensor.source = { call, index: 0 };
    this.calls.push(call);
    this.built = true;
  }

  override call(x: Node): Node {
    return x;
  }

  override getConfig(): Record<string, unknown> {
    return { batchShape: this.batchShape, dtype: this.dtype, name: this.name };
  }
}

function inputShapeOf(shape: unknown): SymbolicShape {
  if (Array.isArray(shape) && shape.every((n) => n === null || (Number.isInteger(n) && (n as number) > 0)))
    return shape as number[];
  throw new ValueError({
    who: 'Input',
    rule: {
      en: 'shape must be a list of positive whole numbers, without the batch (null where any size is allowed)',
      ko: 'shape는 배치를 뺀 양의 정수의 리스트여야 합니다(크기를 정하지 않는 자리는 null)',
    },
    received: JSON.stringify(shape) ?? { en: 'no shape', ko: 'shape 없음' },
    hint: {
      en: 'For 28 x 28 grey pictures: keras.Input({ shape: [28, 28, 1] }).',
      ko: '28 x 28 회색 그림이면 keras.Input({ shape: [28, 28, 1] })입니다',
    },
  });
}

/**
 * A symbolic tensor for one input of a model: `keras.Input({ shape: [28, 28, 1] })` or `keras.Input([28, 28, 1])`.
 * @ko 모델의 입력 모양을 정합니다. 배치 축은 쓰지 않습니다.
 */
export function Input(shape: SymbolicShape | InputOptions, options: InputOptions = {}): KerasTensor {
  return new InputLayer(Array.isArray(shape) ? { ...options, shape } : (shape as InputOptions)).tensor;
}
