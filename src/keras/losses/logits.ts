/** @file Predictions and losses that do not fit: logits where a loss expects probabilities, and the reverse. */
import { warnOfTrap } from '../../display/index.ts';
import type { Node } from '../../engine/index.ts';
import type { Loss } from './loss.ts';

const linear = new Set(['matmul', 'conv2d', 'relu']);
const probable = new Set(['softmax', 'sigmoid']);

/** What comes out of the last layer, as far as the graph tells. */
function kindOf(prediction: Node): 'logits' | 'probabilities' | undefined {
  let node = prediction;
  while (['reshape', 'transpose', 'cast', 'squeeze'].includes(node.op)) node = node.inputs[0]!;
  if (probable.has(node.op)) return 'probabilities';
  // a bias on top
  const inner = node.op === 'add' ? node.inputs[0]! : node;
  return linear.has(inner.op) ? 'logits' : undefined;
}

/** Says once where a crossentropy is given predictions of the other kind; `at`: made where training was called. */
export function warnOfLogits(loss: Loss, prediction: Node, at: Error | undefined): void {
  const { fromLogits } = ((loss as { options?: unknown }).options ?? {}) as { fromLogits?: boolean };
  if (typeof fromLogits !== 'boolean') return;
  const kind = kindOf(prediction);
  const binary = loss.name.startsWith('binary');
  if (kind === 'logits' && !fromLogits) {
    const activation = binary ? 'sigmoid' : 'softmax';
    const name = loss.constructor.name;
    warnOfTrap(
      'logits',
      {
        en: `${loss.name} expects probabilities, and the last layer has no ${activation}. Write activation: '${activation}' in the last layer, or loss: keras.losses.${name}({ fromLogits: true })`,
        ko: `${loss.name}에는 확률이 필요한데 마지막 층에 ${activation}가 없습니다. 마지막 층에 activation: '${activation}'를 쓰거나 loss: keras.losses.${name}({ fromLogits: true })로 쓰세요`,
      },
      at,
    );
  }
  if (kind === 'probabilities' && fromLogits) {
    warnOfTrap(
      'logits',
      {
        en: `${loss.name} was told fromLogits: true, but the last layer already gives probabilities. Leave fromLogits out, or the activation of the last layer`,
        ko: `${loss.name}에 fromLogits: true를 주었지만 마지막 층이 이미 확률을 냅니다. fromLogits를 빼거나 마지막 층의 activation을 빼세요`,
      },
      at,
    );
  }
}
