/** @file `plot.explore`: reads the call and says what does not fit. */
import { integer, optionsOf, refuseSurplus } from '../../../arguments/index.ts';
import type { ArraySource } from '../../../array/index.ts';
import { IndexError, ValueError } from '../../../errors/index.ts';
import { modelAndBatches, type AnyModel } from '../../../keras/index.ts';
import { read, words } from '../../input/rules.ts';
import type { Words } from '../../input/values.ts';
import { Explorer } from './explorer.ts';
import { Network } from './network.ts';

export interface ExploreOptions {
  /**
   * Names of the classes.
   * @ko 클래스의 이름입니다.
   */
  names?: Words;
  /**
   * The picture to begin with, by its place in the batch. Default 0.
   * @ko 처음 보여 줄 그림의 번호입니다. 기본값 0.
   */
  picture?: number;
  /**
   * How many maps of a layer are shown at once. Default 8.
   * @ko 한 층에서 한 번에 보여 줄 맵의 수입니다. 기본값 8.
   */
  maps?: number;
  /**
   * At most so many weights go along with the notebook, for pages without a kernel (4 bytes each), up to a million. Default 65536.
   * @ko 커널이 없는 페이지를 위해 노트북에 함께 저장할 가중치의 최대 수입니다(하나에 4바이트, 백만 개까지). 기본값 65536.
   */
  weights?: number;
}

const options = optionsOf<ExploreOptions>()({
  names: words(),
  picture: integer({ from: 0 }).or(0),
  maps: integer({ from: 1, to: 64 }).or(8),
  // 5 MB of text: with more a notebook is no longer one that one sends around.
  weights: integer({ from: 0, to: 1_000_000 }).or(65_536),
});

const who = 'plot.explore';

/**
 * A network from the inside: its layers as columns of maps for a picture of the batch. Click a map: the window that a value looks at, the
 * filter, and the value written out; move over the map with the mouse or the arrow keys. Choose another picture, draw one, change pixels,
 * and see what changes. With the kernel it computes with the model's weights of now; a saved notebook and an exported page compute small
 * networks themselves (at most `weights` weights and 40 million multiplications), of others they show the first maps.
 * @ko 모델의 층마다 맵을 보여 줍니다. 맵을 클릭하면 그 값의 윈도와 필터, 계산 과정이 나옵니다. 그림을 고르거나 그려서 무엇이 바뀌는지 볼 수 있습니다.
 * @param model any model; one that has not seen its input yet is built for `x`
 * @koParam model 아무 모델. 아직 입력을 모르면 `x`에 맞춰 만들어집니다.
 * @param x a picture (h, w, c) or a batch (n, h, w, c), as `predict` takes it; a list for several inputs
 * @koParam x `predict`에 주는 그림 한 장 (h, w, c)이나 배치 (n, h, w, c). 입력이 여럿이면 리스트
 * @throws ValueError for what is no model, an empty batch or an unknown option; NotBuiltError for a model without layers; ShapeError where
 * `x` does not fit the model; IndexError for a picture that is not there
 * @example plot.explore(model, xTest.at('0:8'), { names: classNames });
 */
export function explore(model: AnyModel, x: ArraySource | readonly ArraySource[], given?: ExploreOptions): Explorer {
  if (arguments.length > 3) refuseSurplus(who, arguments, 3);
  const { names, picture, maps, weights } = read(who, given, options);
  const found = modelAndBatches(model, x, who);
  const total = found.batches[0]!.shape[0]!;
  if (picture >= total) {
    throw new IndexError({
      who,
      rule: { en: `picture must be below ${total}`, ko: `picture는 ${total}보다 작아야 합니다` },
      received: `picture ${picture}`,
    });
  }
  const network = new Network(found.model, found.batches, who);
  const list = names === undefined ? null : [...names];
  const last = network.uses[network.outputs[0]!]!.shape;
  if (list && last.length === 1 && list.length !== last[0]) {
    throw new ValueError({
      who,
      rule: {
        en: `names has a name for each of the ${last[0]} outputs`,
        ko: `names에는 출력 ${last[0]}개의 이름이 있어야 합니다`,
      },
      received: { en: `${list.length} names`, ko: `이름 ${list.length}개` },
    });
  }
  if (list) refuseLong(list);
  return new Explorer(network, { first: picture, maps, weights, names: list });
}

/** Letters of a name, and of all of them: they lie in the notebook, and a label is drawn of each. */
const MOST_LETTERS = { one: 200, all: 200_000 };

function refuseLong(names: readonly string[]): void {
  const longest = names.reduce((most, { length }) => Math.max(most, length), 0);
  const all = names.reduce((sum, { length }) => sum + length, 0);
  if (longest <= MOST_LETTERS.one && all <= MOST_LETTERS.all) return;
  throw new ValueError({
    who,
    rule: {
      en: `names are labels: at most ${MOST_LETTERS.one} letters each and ${MOST_LETTERS.all} in all`,
      ko: `names는 짧은 이름입니다. 하나에 ${MOST_LETTERS.one}글자, 모두 ${MOST_LETTERS.all}글자까지입니다`,
    },
    received: {
      en: longest > MOST_LETTERS.one ? `a name of ${longest} letters` : `${all} letters`,
      ko: longest > MOST_LETTERS.one ? `${longest}글자인 이름` : `모두 ${all}글자`,
    },
  });
}
