/**
 * @file `np.random`: the Generator interface (`defaultRng`) and the legacy functions, which share one RandomState
 * seeded by `np.random.seed`.
 */
import { RandomState } from './random-state.ts';

export { Generator, defaultRng } from './generator.ts';
export { RandomState } from './random-state.ts';
export { SeedSequence } from './seed-sequence.ts';
export { PCG64 } from './pcg64.ts';
export { MT19937 } from './mt19937.ts';

const shared = new RandomState();

/**
 * Begins the stream anew: the same seed, the same numbers.
 * @ko 난수의 씨앗을 정합니다. 같은 씨앗이면 같은 수가 나옵니다.
 */
export const seed = shared.seed.bind(shared);
/**
 * Uniform numbers from 0 up to 1; each argument is the length of an axis.
 * @ko 0 이상 1 미만의 난수로 채운 배열을 만듭니다. 축의 길이를 인수로 하나씩 씁니다.
 */
export const rand: RandomState['rand'] = shared.rand.bind(shared);
/**
 * Normal numbers (mean 0, deviation 1); each argument is the length of an axis.
 * @ko 표준 정규분포의 난수로 채운 배열을 만듭니다. 축의 길이를 인수로 하나씩 씁니다.
 */
export const randn: RandomState['randn'] = shared.randn.bind(shared);
/** Uniform numbers from 0 up to 1. */
export const random: RandomState['random'] = shared.random.bind(shared);
/** The same as `random`. */
export const randomSample: RandomState['randomSample'] = shared.randomSample.bind(shared);
/**
 * Whole numbers from low up to high (not included).
 * @ko 범위 안의 정수 난수를 뽑습니다. 위 끝은 들어가지 않습니다.
 */
export const randint: RandomState['randint'] = shared.randint.bind(shared);
/**
 * Draws from a list, or from 0 … n - 1, with or without putting back.
 * @ko 값들 가운데에서 무작위로 뽑습니다.
 */
export const choice: RandomState['choice'] = shared.choice.bind(shared);
/**
 * Mixes an array in place, along its first axis.
 * @ko 배열의 첫 축 순서를 그 자리에서 섞습니다.
 */
export const shuffle = shared.shuffle.bind(shared);
/**
 * A mixed copy of an array, or of 0 … n - 1.
 * @ko 순서를 섞은 복사본을, 수를 주면 그만큼의 번호를 섞어서 줍니다.
 */
export const permutation = shared.permutation.bind(shared);
/**
 * Uniform numbers from low up to high.
 * @ko 범위 안에서 고르게 난수를 뽑습니다.
 */
export const uniform: RandomState['uniform'] = shared.uniform.bind(shared);
/**
 * Normal numbers with mean loc and deviation scale.
 * @ko 정규분포의 난수를 뽑습니다.
 */
export const normal: RandomState['normal'] = shared.normal.bind(shared);
/** Normal numbers (mean 0, deviation 1). */
export const standardNormal: RandomState['standardNormal'] = shared.standardNormal.bind(shared);
/** Waiting times with mean scale. */
export const exponential: RandomState['exponential'] = shared.exponential.bind(shared);
/** Hits in n tries of probability p. */
export const binomial: RandomState['binomial'] = shared.binomial.bind(shared);
/** Counts with mean lam. */
export const poisson: RandomState['poisson'] = shared.poisson.bind(shared);
/** Gamma numbers of shape and scale. */
export const gamma: RandomState['gamma'] = shared.gamma.bind(shared);
/** Numbers between 0 and 1 of the beta distribution. */
export const beta: RandomState['beta'] = shared.beta.bind(shared);
/** Number of tries until the first hit. */
export const geometric: RandomState['geometric'] = shared.geometric.bind(shared);
/** Laplace numbers with centre loc and scale. */
export const laplace: RandomState['laplace'] = shared.laplace.bind(shared);
/** Numbers between left and right, most of them near mode. */
export const triangular: RandomState['triangular'] = shared.triangular.bind(shared);
/** The state of the stream, for `setState`. */
export const getState = shared.getState.bind(shared);
/** Goes back to a state of `getState`. */
export const setState = shared.setState.bind(shared);
