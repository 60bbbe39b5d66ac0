/** @file GroupNormalization: statistics of each sample over groups of channels. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { awayFromBatch, type LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import { gridAxes } from '../arithmetic.ts';
import { knownAxis, positive } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { Affine, AFFINE, type AffineOptions, standardize } from './affine.ts';

export interface GroupNormalizationOptions extends AffineOptions {
  /** Default 32; -1 means one group for each channel. */
  groups?: number;
  /** Default -1. */
  axis?: number;
}

class GroupNormalizationLayer extends Affine<{ groups: number; axis: number } & typeof AFFINE> {
  static readonly facts: LayerFacts = {
    name: 'GroupNormalization',
    module: 'keras.layers',
    perSample: awayFromBatch,
    rescales: true,
    arithmetic: (layer: GroupNormalizationLayer, [x]) => {
      const { axis, groups, epsilon } = layer.config;
      const along = gridAxes([axis], x!.length);
      if (along?.[0] !== 2) return undefined;
      const group = groups === -1 ? 1 : x!.at(-1)! / groups;
      const { gamma = null, beta = null } = layer;
      return { rule: 'standardize', axes: [0, 1, 2], group, by: 'deviation', epsilon, gamma, beta, along };
    },
  };

  constructor(...args: readonly unknown[]) {
    super('GroupNormalization', args, { groups: 32, axis: -1, ...AFFINE }, [
      'groups',
      'axis',
      'epsilon',
      'center',
      'scale',
    ]);
    if (this.config.groups !== -1) positive('GroupNormalization', 'groups', this.config.groups);
  }

  override build(inputShape: SymbolicShape): void {
    const n = knownAxis(this.name, inputShape, this.config.axis);
    const groups = this.config.groups === -1 ? n : this.config.groups;
    if (n % groups !== 0) {
      throw new ValueError({
        who: this.name,
        rule: { en: 'groups must divide the channels', ko: '채널의 수는 groups로 나누어떨어져야 합니다' },
        received: { en: `${n} channels, groups ${groups}`, ko: `채널 ${n}개, groups ${groups}` },
      });
    }
    this.addAffine([n]);
  }

  override call(x: Node): Node {
    const { axis, epsilon } = this.config;
    const rank = x.shape.length;
    const at = axis < 0 ? axis + rank : axis;
    const n = x.shape[at]!;
    const groups = this.config.groups === -1 ? n : this.config.groups;
    const split = [...x.shape.slice(0, at), groups, n / groups, ...x.shape.slice(at + 1)];
    const axes = split.flatMap((_, i) => (i === 0 || i === at ? [] : [i]));
    const y = g.reshape(standardize(g.reshape(x, split), axes, epsilon), x.shape);
    return this.affine(
      y,
      x.shape.map((s, i) => (i === at ? s : 1)),
    );
  }
}

export interface GroupNormalization extends GroupNormalizationLayer {}

/** Statistics of each sample over groups of channels. Weights: gamma, beta. */
export const GroupNormalization: Factory<GroupNormalization, GroupNormalizationOptions, [groups: number]> =
  factory(GroupNormalizationLayer);
