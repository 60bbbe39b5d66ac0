/** @file Matrix products, batched, with transpose flags. */
import { ShapeError, shapeText } from '../../../errors/index.ts';
import { makeNode, type Node, type OpTable, type Shape } from '../node.ts';
import { cast } from './elementwise.ts';
import { reshape } from './movement.ts';
import { sumTo } from './reduce.ts';
import { broadcastShapes, broadcastStrides, forEachRow } from './shape.ts';

export interface MatmulOptions {
  transposeA?: boolean;
  transposeB?: boolean;
}

/** Rows and columns of one operand after its transpose flag. */
function matrixOf(shape: Shape, transposed: boolean): [rows: number, cols: number] {
  const [r, c] = [shape.at(-2)!, shape.at(-1)!];
  return transposed ? [c, r] : [r, c];
}

/**
 * a [..., m, k] times b [..., k, n]. Both need two axes or more; batch axes broadcast. A matrix `b` under a batch of
 * plain `a` is folded into one large product.
 */
export function matmul(a: Node, b: Node, { transposeA = false, transposeB = false }: MatmulOptions = {}): Node {
  const [x, y] = [cast(a, 'float32'), cast(b, 'float32')];
  if (x.shape.length < 2 || y.shape.length < 2) {
    throw new ShapeError({
      who: 'matmul',
      rule: { en: 'both arrays need at least 2 axes', ko: '두 배열 모두 축이 2개 이상이어야 합니다' },
      received: {
        en: `${shapeText(a.shape)} and ${shapeText(b.shape)}`,
        ko: `${shapeText(a.shape)}, ${shapeText(b.shape)}`,
      },
    });
  }
  const [m, k] = matrixOf(x.shape, transposeA);
  const [k2, n] = matrixOf(y.shape, transposeB);
  if (k !== k2) {
    throw new ShapeError({
      who: 'matmul',
      rule: {
        en: 'the columns of the first must equal the rows of the second',
        ko: '첫 배열의 열의 수와 둘째 배열의 행의 수가 같아야 합니다',
      },
      received: {
        en: `${shapeText(a.shape)}${transposeA ? ' transposed' : ''} and ${shapeText(b.shape)}${transposeB ? ' transposed' : ''}`,
        ko: `${shapeText(a.shape)}${transposeA ? ' 전치' : ''}, ${shapeText(b.shape)}${transposeB ? ' 전치' : ''}`,
      },
    });
  }
  if (x.shape.length > 2 && y.shape.length === 2 && !transposeA) {
    const flat = matmul(reshape(x, [-1, k]), y, { transposeB });
    return reshape(flat, [...x.shape.slice(0, -1), n]);
  }
  const batch = broadcastShapes('matmul', x.shape.slice(0, -2), y.shape.slice(0, -2));
  return makeNode('matmul', [x, y], { transposeA, transposeB }, [...batch, m, n], 'float32');
}

export const matmulOps: Pick<OpTable, 'matmul'> = {
  matmul: {
    forward(node, [a, b], out) {
      const { transposeA, transposeB } = node.attrs;
      const [x, y] = node.inputs as [Node, Node];
      const [m, k] = matrixOf(x.shape, transposeA);
      const n = node.shape.at(-1)!;
      const [aRow, aCol] = transposeA ? [1, m] : [k, 1];
      const [bRow, bCol] = transposeB ? [1, k] : [n, 1];
      const batch = node.shape.slice(0, -2);
      const strides = [x, y].map((v) => broadcastStrides(v.shape.slice(0, -2), batch));
      const row = new Float64Array(n);
      // One matrix for each index of the batch axes (the extra last axis of 1 makes every index a row).
      forEachRow(
        [...batch, 1],
        [
          [...strides[0]!, 0],
          [...strides[1]!, 0],
        ],
        (o, offsets) => {
          const [baseA, baseB, baseOut] = [offsets[0]! * m * k, offsets[1]! * k * n, o * m * n];
          for (let i = 0; i < m; i++) {
            row.fill(0);
            for (let p = 0; p < k; p++) {
              const v = a![baseA + i * aRow + p * aCol]!;
              const from = baseB + p * bRow;
              for (let j = 0; j < n; j++) row[j]! += v * b![from + j * bCol]!;
            }
            out.set(row, baseOut + i * n);
          }
        },
      );
    },
    // C = A B: dA = dC B^T, dB = A^T dC; the flags say which factor is transposed.
    gradient(node, dy) {
      const { transposeA: ta, transposeB: tb } = node.attrs;
      const [a, b] = node.inputs as [Node, Node];
      const da = ta ? matmul(b, dy, { transposeA: tb, transposeB: true }) : matmul(dy, b, { transposeB: !tb });
      const db = tb ? matmul(dy, a, { transposeA: true, transposeB: ta }) : matmul(a, dy, { transposeA: !ta });
      return [sumTo(da, a.shape), sumTo(db, b.shape)];
    },
  },
};
