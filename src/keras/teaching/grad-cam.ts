/**
 * @file `keras.utils.gradCam(model, x)`: where a network looks. The maps of a layer are weighed by how much each of them raises the
 * score of a class, and added. Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra, "Grad-CAM: visual explanations from deep
 * networks via gradient-based localization", 2016, arXiv 1610.02391; equations 1 and 2.
 */
import { fromTyped, np, toTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { g, gradients, type Node } from '../../engine/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { image } from '../../image/index.ts';
import { readArguments } from '../common/arguments.ts';
import { computeOnce, toNode } from '../common/tensor.ts';
import { Trace, withTrace } from '../core/trace.ts';
import { batched, beforeSoftmax, bestOf, checkClass, requireScores } from './pictures.ts';
import { sayUntrained } from './units.ts';
import { chosenLayer, lastMaps, traceInside, type AnyModel, type LayerChoice } from './trace-model.ts';

export interface GradCamOptions {
  /**
   * Whose maps are weighed: name, place or layer. Default: the last one that gives maps.
   * @ko 어느 층의 특성 맵을 볼지 정합니다: 이름, 번호 또는 층. 기본값은 특성 맵을 내는 마지막 층입니다.
   */
  layer?: LayerChoice | null;
  /**
   * The class that is asked about. Default null: for each picture its best one.
   * @ko 물어볼 클래스입니다. 기본값 null은 그림마다 점수가 가장 높은 클래스입니다.
   */
  classIndex?: number | null;
}

export interface GradCam {
  /** (n, height, width) of the pictures, 0 … 1 (1 where the class is seen most clearly). */
  readonly heat: NDArray;
  /** The same in the size of the layer's maps, not scaled. */
  readonly maps: NDArray;
  /** The class of each picture that was asked about. */
  readonly classes: readonly number[];
  /** Its score for each picture, as the model gives it. */
  readonly scores: readonly number[];
  /** The name of the layer. */
  readonly layer: string;
}

/**
 * Grad-CAM of pictures `x`, (n, h, w, c) or one (h, w, c), scaled as the network takes them. A picture on which no map speaks for the
 * class has heat 0 everywhere. Drawn by `plot.overlay(picture, cam.heat)`.
 * Raises ValueError for a layer or class that is not there, ShapeError when the layer gives no maps.
 * @ko 한 클래스의 점수를 올린 자리를 열지도로 줍니다(Grad-CAM).
 */
export function gradCam(model: AnyModel, x: ArraySource, options: GradCamOptions = {}): GradCam {
  const who = 'gradCam';
  const { layer, classIndex } = readArguments(who, [options], {
    layer: null as LayerChoice | null,
    classIndex: null as number | null,
  });
  const chosen = layer === null ? lastMaps(model, who) : chosenLayer(model, layer, who);
  sayUntrained(model, who);
  const batch = batched(model, np.asarray(x), who);
  const n = batch.shape[0]!;
  const input = g.cast(toNode(batch, who), 'float32');
  const trace = new Trace(false);
  const { maps, output } = withTrace(trace, () => {
    const { calls, outputs } = traceInside(model, [input], who);
    return { maps: calls.find((c) => c.layer === chosen)!.outputs[0]!, output: outputs[0]! };
  });
  if (maps.shape.length !== 4) {
    throw new ShapeError({
      who,
      rule: { en: 'the layer must give maps of shape (n, h, w, c)', ko: '층은 모양이 (n, h, w, c)인 맵을 내야 합니다' },
      received: {
        en: `'${chosen.name}', which gives ${shapeText(maps.shape)}`,
        ko: `${shapeText(maps.shape)}을(를) 내는 '${chosen.name}'`,
      },
    });
  }
  requireScores(output, who);
  const classes = output.shape[1]!;
  checkClass(classIndex, classes, who);
  const scores = toTyped(computeOnce([output], [], who)[0]!) as Float32Array;
  const asked = classIndex === null ? bestOf(scores, n, classes) : Array.from({ length: n }, () => classIndex);
  const cam = withTrace(trace, () => camOf(maps, beforeSoftmax(output), asked));
  const raw = computeOnce([cam], [], who)[0]!;
  return {
    heat: inPictureSize(raw, batch.shape[1]!, batch.shape[2]!),
    maps: raw,
    classes: asked,
    scores: asked.map((c, i) => scores[i * classes + c]!),
    layer: chosen.name,
  };
}

/** relu(Σ over maps of (mean gradient of the score towards the map) · map). */
function camOf(maps: Node, output: Node, asked: readonly number[]): Node {
  const chosen = g.oneHot(g.constant(Int32Array.from(asked), [asked.length]), output.shape[1]!);
  const [gradient] = gradients(g.sum(g.mul(output, chosen)), [maps]);
  const weights = g.mean(gradient!, { axis: [1, 2], keepDims: true });
  return g.relu(g.sum(g.mul(maps, weights), { axis: 3 }));
}

function inPictureSize(raw: NDArray, height: number, width: number): NDArray {
  const [n, rows, columns] = raw.shape as [number, number, number];
  const values = toTyped(raw) as Float32Array;
  const heat = new Float32Array(n * height * width);
  for (let i = 0; i < n; i++) {
    const one = values.subarray(i * rows * columns, (i + 1) * rows * columns);
    const most = one.reduce((a, b) => Math.max(a, b), 0);
    if (most === 0) continue;
    const scaled = fromTyped(one.map((v) => v / most), [rows, columns]); // prettier-ignore
    heat.set(toTyped(image.resize(scaled, [height, width])), i * height * width);
  }
  return fromTyped(heat, [n, height, width]);
}
