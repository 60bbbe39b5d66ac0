/**
 * @file Notices around training: pictures that were not rescaled, a loss that became NaN. `at` is made where training was
 * called: the line that a notice names.
 */
import { showNotice, warnOfTrap } from '../../display/index.ts';
import { say } from '../../errors/index.ts';
import { softmax } from '../activations/index.ts';
import { factsOf } from '../core/facts.ts';
import type { Layer } from '../core/layer.ts';

const shown = new WeakSet<object>();
const frozen = new WeakSet<object>();

/** Says once for each model that pictures of 0..255 train badly, when nothing in the model rescales them. */
export function hintRescaling(
  model: object,
  batch: ArrayLike<number>,
  allLayers: readonly Layer[],
  at: Error | undefined,
): void {
  if (shown.has(model) || allLayers.some((layer) => factsOf(layer)?.rescales)) return;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < batch.length; i++) {
    const v = batch[i]!;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  if (!(low >= 0 && high > 100 && high <= 255)) return;
  shown.add(model);
  warnOfTrap(
    'pictures of 0..255',
    {
      en: 'x has values from 0 to 255. Networks train better on 0..1: divide by 255 (x.div(255)), or start the model with layers.Rescaling(1 / 255).',
      ko: 'x의 값이 0~255입니다. 0~1일 때 더 잘 학습합니다: x.div(255)로 나누거나 모델 맨 앞에 layers.Rescaling(1 / 255)를 넣으세요.',
    },
    at,
  );
}

/** Says once for each `compile` that the plain interpreter is slow. */
export function hintEager(settings: object): void {
  if (shown.has(settings)) return;
  shown.add(settings);
  // (No trap: whoever writes it means it.)
  showNotice(
    say({
      en: 'runEagerly: true computes on the plain interpreter, which is many times slower. It is for looking into a problem; leave it out to train.',
      ko: 'runEagerly: true는 단순 인터프리터로 계산하므로 여러 배 느립니다. 문제를 살펴볼 때만 쓰고, 학습할 때는 빼세요.',
    }),
  );
}

/** Says once for each model that training will change nothing, as Keras does. */
export function warnFrozen(model: { readonly trainableWeights: readonly unknown[] }, at: Error | undefined): void {
  if (model.trainableWeights.length > 0 || frozen.has(model)) return;
  frozen.add(model);
  warnOfTrap(
    'all frozen',
    {
      en: 'the model has no trainable weights; fit only measures it. Is everything frozen by trainable = false?',
      ko: '학습할 수 있는 가중치가 없어서 fit은 측정만 합니다. trainable = false로 모두 동결하지 않았나요?',
    },
    at,
  );
}

/** Says once for each layer that the softmax of a single unit is always 1. */
export function warnLoneSoftmax(layer: Layer, units: number | undefined, at: Error | undefined): void {
  const isSoftmax = layer.className === 'Softmax' || layer.getConfig()['activation'] === softmax;
  if (units !== 1 || !isSoftmax || shown.has(layer)) return;
  shown.add(layer);
  warnOfTrap(
    'softmax of one unit',
    {
      en: `softmax over one unit (layer '${layer.name}') always gives 1. Did you mean activation: 'sigmoid', or one unit for each class?`,
      ko: `유닛이 하나인 softmax(층 '${layer.name}')는 항상 1입니다. activation: 'sigmoid'를 쓰거나 클래스마다 유닛을 하나씩 두세요.`,
    },
    at,
  );
}

/** Says at which step the loss stopped being a number, and what to try. */
export function warnNaN(
  epoch: number,
  step: number,
  loss: number,
  batch: { readonly x: readonly Float32Array[]; readonly y: readonly Float32Array[] },
  learningRate: number,
  at: Error | undefined,
): void {
  const rate = Number(learningRate.toPrecision(6)); // the rate is kept as float32, and read as it was written
  const broken = (['x', 'y'] as const).find((side) => batch[side].some((a) => a.some((v) => !Number.isFinite(v))));
  const what = broken
    ? {
        en: `${broken === 'x' ? 'The input x' : 'The target y'} itself holds NaN or infinite values.`,
        ko: `${broken === 'x' ? '입력 x' : '정답 y'} 안에 NaN 또는 무한대가 있습니다.`,
      }
    : {
        en: `Try a smaller learning rate (now ${rate}), inputs scaled to 0..1, clipnorm: 1 in the optimizer; callbacks.TerminateOnNaN() stops training at this point.`,
        ko: `학습률을 낮추거나(현재 ${rate}), 입력을 0~1로 바꾸거나, 옵티마이저에 clipnorm: 1을 주어 보세요. callbacks.TerminateOnNaN()은 이때 학습을 멈춥니다.`,
      };
  warnOfTrap(
    'loss is not finite',
    {
      en: `the loss is ${loss} at step ${step + 1} of epoch ${epoch + 1}. ${what.en}`,
      ko: `에포크 ${epoch + 1}의 ${step + 1}번째 스텝에서 손실이 ${loss}이(가) 되었습니다. ${what.ko}`,
    },
    at,
  );
}

/** Says that the data ended before the steps did; the next epoch starts the data over. */
export function warnRanOut(done: number, steps: number, at: Error | undefined): void {
  warnOfTrap(
    'data ran out',
    {
      en: `the data ran out after ${done} of ${steps} steps; stepsPerEpoch × epochs batches are needed.`,
      ko: `${steps}스텝 중 ${done}스텝에서 데이터가 끝났습니다. stepsPerEpoch × epochs개의 배치가 필요합니다.`,
    },
    at,
  );
}

/** Says that a generator gave nothing for an epoch: it was used up by the epochs before. */
export function warnEnded(epoch: number, at: Error | undefined): void {
  warnOfTrap(
    'data ran out',
    {
      en: `the generator ended after ${epoch} epoch${epoch === 1 ? '' : 's'}, training stops. Give a function that makes a new one for every epoch: fit(() => batches(), …).`,
      ko: `제너레이터가 ${epoch}에포크 만에 끝나 학습을 멈춥니다. 에포크마다 새로 만드는 함수를 주세요: fit(() => batches(), …).`,
    },
    at,
  );
}
