/**
 * @file The filter table: small matrices with a name. Every look-up gives a fresh array, so that a student may change one
 * without spoiling it for the next cell.
 */
import { checkCall } from '../arguments/index.ts';
import { fromTyped, np, type NDArray } from '../array/index.ts';
import { ValueError } from '../errors/index.ts';

/**
 * The filters of the lectures, each a fresh float64 array (3, 3).
 * @ko 강의에 나온 필터들입니다: 윤곽선, 선명하게, 흐리게 등.
 */
export const filters = {
  /** Leaves the picture as it is. */
  get identity(): NDArray {
    return matrix([0, 0, 0], [0, 1, 0], [0, 0, 0]);
  },
  /** Edges across the diagonals: the mixed second difference. */
  get edgeDiagonal(): NDArray {
    return matrix([1, 0, -1], [0, 0, 0], [-1, 0, 1]);
  },
  /** The Laplacian: second difference along rows plus second difference along columns. */
  get laplacian(): NDArray {
    return matrix([0, 1, 0], [1, -4, 1], [0, 1, 0]);
  },
  /** The Laplacian along the two diagonals instead of rows and columns. */
  get laplacianDiagonal(): NDArray {
    return matrix([1, 0, 1], [0, -4, 0], [1, 0, 1]);
  },
  /** Edges in all eight directions. */
  get edge(): NDArray {
    return matrix([-1, -1, -1], [-1, 8, -1], [-1, -1, -1]);
  },
  /** Vertical edges: brighter on the right gives a positive value (Sobel). */
  get verticalEdge(): NDArray {
    return matrix([-1, 0, 1], [-2, 0, 2], [-1, 0, 1]);
  },
  /** Horizontal edges: brighter below gives a positive value (Sobel). */
  get horizontalEdge(): NDArray {
    return matrix([-1, -2, -1], [0, 0, 0], [1, 2, 1]);
  },
  /** The picture minus its Laplacian. */
  get sharpen(): NDArray {
    return matrix([0, -1, 0], [-1, 5, -1], [0, -1, 0]);
  },
  /** The mean of nine pixels. */
  get boxBlur(): NDArray {
    return boxFilter(3);
  },
  /** The mean of nine pixels, the near ones counting more: 1/16 of [[1, 2, 1], [2, 4, 2], [1, 2, 1]]. */
  get gaussianBlur(): NDArray {
    return matrix([1, 2, 1], [2, 4, 2], [1, 2, 1]).div(16);
  },
};

/**
 * size × size equal weights that add up to 1.
 * @ko 모든 값이 같은 평균 필터를 만듭니다.
 */
export function boxFilter(size: number): NDArray {
  if (arguments.length > 1) checkCall('cnn.boxFilter', arguments, 1);
  checkSize(size, 'cnn.boxFilter');
  return np.full([size, size], 1 / (size * size), 'float64');
}

/**
 * size × size weights after the bell curve exp(-(x² + y²) / 2σ²), adding up to 1. Default σ: size / 6.
 * @ko 가운데가 큰 가우스 필터를 만듭니다.
 */
export function gaussianFilter(size: number, sigma = size / 6): NDArray {
  if (arguments.length > 1) checkCall('cnn.gaussianFilter', arguments, 2);
  checkSize(size, 'cnn.gaussianFilter');
  if (!(sigma > 0)) {
    throw new ValueError({
      who: 'cnn.gaussianFilter',
      rule: { en: 'sigma must be above 0', ko: 'sigma는 0보다 커야 합니다' },
      received: `sigma ${sigma}`,
    });
  }
  const middle = (size - 1) / 2;
  const weights = Float64Array.from({ length: size * size }, (_, i) => {
    const [y, x] = [Math.floor(i / size) - middle, (i % size) - middle];
    return Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
  });
  const sum = weights.reduce((s, v) => s + v, 0);
  return fromTyped(
    weights.map((v) => v / sum),
    [size, size],
  );
}

function checkSize(size: number, who: string): void {
  if (Number.isInteger(size) && size >= 1) return;
  throw new ValueError({
    who,
    rule: {
      en: 'the side of a filter must be a whole number of at least 1',
      ko: '필터의 한 변은 1 이상의 정수여야 합니다',
    },
    received: `size ${size}`,
  });
}

function matrix(...rows: readonly number[][]): NDArray {
  return np.array(rows, 'float64');
}
