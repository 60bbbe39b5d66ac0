/** @file A playground as it runs: points, network, epochs, losses. Runs in the page, and here for the picture on paper. */
import { forward, lossOf, newNet, predict, trainBatch, type Net } from './net.ts';
import { featuresOf, pointsOf, REACH, seeded, type Point } from './points.ts';
import type { Setting } from './setting.ts';

/** Samples as the network gets them. */
interface Samples {
  readonly points: readonly Point[];
  readonly inputs: readonly number[][];
  readonly labels: readonly number[];
}

/** A network on its points. */
export class Toy {
  readonly setting: Setting;
  readonly train: Samples;
  readonly test: Samples;
  readonly net: Net;
  /** Epochs that are done. */
  epoch = 0;
  /** The losses after each epoch, before the first too. */
  readonly losses: { readonly train: number[]; readonly test: number[] } = { train: [], test: [] };

  constructor(setting: Setting) {
    this.setting = setting;
    const points = pointsOf(setting);
    const half = Math.ceil(points.length / 2);
    this.train = samples(points.slice(0, half), setting);
    this.test = samples(points.slice(half), setting);
    this.net = newNet(setting.features.length, setting.layers, setting.activation, seeded(setting.seed + 1));
    this.#note();
  }

  /** One epoch: all points to train on, batch by batch. Rates may differ from those it began with. */
  step({ learningRate, regularization, regularizationRate, batchSize }: Setting = this.setting): void {
    const { inputs, labels } = this.train;
    const how = { learningRate, penalty: { kind: regularization, rate: regularizationRate } };
    for (let from = 0; from < inputs.length; from += batchSize)
      trainBatch(this.net, inputs.slice(from, from + batchSize), labels.slice(from, from + batchSize), how);
    this.epoch++;
    this.#note();
  }

  #note(): void {
    this.losses.train.push(lossOf(this.net, this.train.inputs, this.train.labels));
    this.losses.test.push(lossOf(this.net, this.test.inputs, this.test.labels));
  }

  /** How many of the points kept back are classified rightly, 0 to 1. */
  get accuracy(): number {
    const { inputs, labels } = this.test;
    const right = inputs.filter((input, n) => predict(this.net, input) > 0.5 === (labels[n] === 1));
    return right.length / inputs.length;
  }

  /**
   * What every unit says at each place of the square, row by row from the top: the layers of `forward`, the features first. Element
   * (row, column) of a unit is `[row * side + column]`.
   */
  surfaces(side: number): Float32Array[][] {
    const widths = [this.setting.features.length, ...this.net.map(({ units }) => units)];
    const surfaces = widths.map((units) => Array.from({ length: units }, () => new Float32Array(side * side)));
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const x = ((column + 0.5) / side) * 2 * REACH - REACH;
        const y = REACH - ((row + 0.5) / side) * 2 * REACH;
        const results = forward(this.net, featuresOf(this.setting.features, x, y));
        results.forEach((layer, l) => {
          for (let u = 0; u < layer.length; u++) surfaces[l]![u]![row * side + column] = layer[u]!;
        });
      }
    }
    return surfaces;
  }
}

function samples(points: readonly Point[], { features }: Setting): Samples {
  return {
    points,
    inputs: points.map(({ x, y }) => featuresOf(features, x, y)),
    labels: points.map(({ label }) => label),
  };
}
