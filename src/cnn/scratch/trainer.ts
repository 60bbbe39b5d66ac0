/** @file The training loop from scratch: batches by chance, a gradient, a step; after each epoch how good the network is. */
import { anything, checkCall, flag, integer, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import { machine } from '../../platform/index.ts';
import {
  AdaGrad,
  Adam,
  Momentum,
  Nesterov,
  RMSprop,
  SGD,
  type AdamOptions,
  type MomentumOptions,
  type Optimizer,
  type Parameters,
  type RMSpropOptions,
} from './optimizers.ts';

/** What is trained: SimpleConvNet, or a class of one's own. */
export interface TrainableNetwork {
  /** Arrays by name, changed in place. */
  params: Parameters;
  /** The gradients by every parameter. */
  gradient(x: NDArray, t: NDArray): Parameters;
  /** The loss that `gradient` has met on its way. Without it the loss is computed once more for each step. */
  lastLoss?: number | undefined;
  /** The loss of a batch. */
  loss(x: NDArray, t: NDArray): number;
  /** Part of right answers. */
  accuracy(x: NDArray, t: NDArray): number;
}

export interface TrainerOptions {
  /** How often all pictures are seen. Default 20. */
  epochs?: number;
  /** Pictures per step. Default 100. */
  miniBatchSize?: number;
  /** Name of the optimizer. Default 'SGD'. */
  optimizer?: 'SGD' | 'Momentum' | 'Nesterov' | 'AdaGrad' | 'RMSprop' | 'Adam';
  /** Options of the optimizer. Default { lr: 0.01 }. */
  optimizerParam?: AdamOptions & MomentumOptions & RMSpropOptions;
  /** How many pictures are looked at after each epoch; default all. */
  evaluateSampleNumPerEpoch?: number;
  /** Whether a line is printed after each epoch. Default true. */
  verbose?: boolean;
}

const optimizers = { SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam };
const trainerOptions = optionsOf<TrainerOptions>()({
  epochs: integer({ from: 1 }).or(20),
  miniBatchSize: integer({ from: 1 }).or(100),
  optimizer: word('SGD', 'Momentum', 'Nesterov', 'AdaGrad', 'RMSprop', 'Adam').or('SGD'),
  optimizerParam: anything<AdamOptions>({ en: 'options of the optimizer', ko: '옵티마이저의 옵션' }).or({ lr: 0.01 }),
  evaluateSampleNumPerEpoch: integer({ from: 1 }),
  verbose: flag().or(true),
});

/** Trains a network: `await new cnn.Trainer(net, xTrain, tTrain, xTest, tTest, { epochs: 5 }).train()`. */
export class Trainer {
  /** The network that is trained. */
  readonly network: TrainableNetwork;
  /** The loss of each step. */
  readonly trainLossList: number[] = [];
  /** Part of right answers on training pictures after each epoch. */
  readonly trainAccList: number[] = [];
  /** Part of right answers on test pictures after each epoch. */
  readonly testAccList: number[] = [];
  readonly #data: { xTrain: NDArray; tTrain: NDArray; xTest: NDArray; tTest: NDArray };
  readonly #options;
  readonly #optimizer: Optimizer;
  /** The pictures of this epoch, mixed, and where the next batch begins. */
  #order: NDArray = np.arange(0);
  #next = 0;

  constructor(
    network: TrainableNetwork,
    xTrain: NDArray,
    tTrain: NDArray,
    xTest: NDArray,
    tTest: NDArray,
    options?: TrainerOptions,
  ) {
    const who = 'cnn.Trainer';
    if (arguments.length > 6) checkCall(who, arguments, 6, trainerOptions);
    pairOf(who, xTrain, tTrain);
    pairOf(who, xTest, tTest);
    this.network = network;
    this.#data = { xTrain, tTrain, xTest, tTest };
    this.#options = readOptions(who, options, trainerOptions);
    this.#optimizer = new optimizers[this.#options.optimizer](this.#options.optimizerParam);
  }

  /** All epochs. Stop ends it between two steps; what was learnt so far stays. */
  async train(): Promise<void> {
    const { epochs, miniBatchSize, verbose } = this.#options;
    const steps = Math.max(1, Math.ceil(this.#data.xTrain.shape[0]! / miniBatchSize));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (let step = 0; step < steps; step++) {
        this.trainLossList.push(this.trainStep());
        await machine.timers.nextTurn(); // for Stop
      }
      this.#look();
      if (verbose) console.log(this.#line(epoch));
    }
  }

  /** One step on pictures drawn by chance; none comes again before all have come. Gives their loss before it. */
  trainStep(): number {
    const { xTrain, tTrain } = this.#data;
    if (this.#next >= this.#order.size) [this.#order, this.#next] = [np.random.permutation(xTrain.shape[0]!), 0];
    const rows = this.#order.at(np.slice(this.#next, (this.#next += this.#options.miniBatchSize)));
    const [x, t] = [xTrain.at(rows), tTrain.at(rows)];
    const gradients = this.network.gradient(x, t);
    const loss = this.network.lastLoss ?? this.network.loss(x, t);
    this.#optimizer.update(this.network.params, gradients);
    return loss;
  }

  #look(): void {
    const { xTrain, tTrain, xTest, tTest } = this.#data;
    const some = np.slice(0, this.#options.evaluateSampleNumPerEpoch ?? xTrain.shape[0]!);
    this.trainAccList.push(this.network.accuracy(xTrain.at(some), tTrain.at(some)));
    this.testAccList.push(this.network.accuracy(xTest.at(some), tTest.at(some)));
  }

  #line(epoch: number): string {
    const [loss, train, test] = [this.trainLossList, this.trainAccList, this.testAccList].map((list) =>
      list.at(-1)!.toFixed(4),
    );
    return `epoch ${epoch}/${this.#options.epochs}: loss ${loss}, train accuracy ${train}, test accuracy ${test}`;
  }
}

function pairOf(who: string, x: NDArray, t: NDArray): void {
  if (x.shape[0] === t.shape[0] && x.ndim > 0 && x.size > 0) return;
  throw new ValueError({
    who,
    rule: { en: 'every picture needs its label', ko: '그림마다 레이블이 하나씩 있어야 합니다' },
    received: {
      en: `pictures ${shapeText(x.shape)}, labels ${shapeText(t.shape)}`,
      ko: `그림 ${shapeText(x.shape)}, 레이블 ${shapeText(t.shape)}`,
    },
  });
}
