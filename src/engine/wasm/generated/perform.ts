/** @file The kernel of each instruction. Written by scripts/generate-engine.ts from instructions.ts; edit that. */
import { gemm } from '../graph/gemm';
import { packConv, conv } from '../graph/conv';
import { product } from '../graph/product';
import { convFilterGrad, convFilterGradSparse, convFilterGradSparseThin, sumParts } from '../graph/conv-grad';
import { winogradWeights } from '../graph/winograd-weights';
import { winograd } from '../graph/winograd';
import { chain } from '../graph/chain';
import { reduce, reduceMiddle, softmax, argMaxLast } from '../graph/rows';
import { maxPool, avgPool } from '../graph/pool-forward';
import { maxPoolGrad, avgPoolGrad, unpool } from '../graph/pool';
import { copyBytes, fillWords, transpose } from '../graph/copies';
import { packSparse, convInputGradSparse } from '../graph/conv-input-sparse';
import { adam, adamProduct } from '../graph/adam';
import { convFilterGradOne } from '../graph/conv-grad-one';
import { depthwise, depthwiseInputGrad, depthwiseFilterGrad } from '../graph/depthwise';
import { winogradFilterGrad } from '../graph/winograd-grad';
import { moments, joinMoments } from '../graph/moments';
import { packUp, convUp } from '../graph/conv-up';

/** One thread's (or piece's) part of an instruction, whose argument words are at p. */
export function perform(op: i32, p: usize, piece: i32, pieces: i32): void {
  switch (op) {
    case 1:
      gemm<f32>(p, piece, pieces);
      break;
    case 2:
      gemm<f64>(p, piece, pieces);
      break;
    case 3:
      packConv(p, piece, pieces);
      break;
    case 4:
      product(p, piece, pieces);
      break;
    case 5:
      conv(p, piece, pieces);
      break;
    case 6:
      convFilterGrad(p, piece, pieces);
      break;
    case 7:
      convFilterGradSparse(p, piece, pieces);
      break;
    case 8:
      convFilterGradSparseThin(p, piece, pieces);
      break;
    case 9:
      sumParts(p, piece, pieces);
      break;
    case 10:
      winogradWeights(p, piece, pieces);
      break;
    case 11:
      winograd(p, piece, pieces);
      break;
    case 12:
      chain(p, piece, pieces);
      break;
    case 13:
      reduce(p, piece, pieces);
      break;
    case 14:
      reduceMiddle(p, piece, pieces);
      break;
    case 15:
      softmax(p, piece, pieces);
      break;
    case 16:
      maxPool(p, piece, pieces);
      break;
    case 17:
      maxPoolGrad(p, piece, pieces);
      break;
    case 18:
      avgPool(p, piece, pieces);
      break;
    case 19:
      avgPoolGrad(p, piece, pieces);
      break;
    case 20:
      copyBytes(p, piece, pieces);
      break;
    case 21:
      argMaxLast(p, piece, pieces);
      break;
    case 22:
      fillWords(p, piece, pieces);
      break;
    case 23:
      transpose(p, piece, pieces);
      break;
    case 24:
      unpool(p, piece, pieces);
      break;
    case 25:
      packSparse(p, piece, pieces);
      break;
    case 26:
      convInputGradSparse(p, piece, pieces);
      break;
    case 27:
      adam(p, piece, pieces);
      break;
    case 28:
      adamProduct(p, piece, pieces);
      break;
    case 29:
      convFilterGradOne(p, piece, pieces);
      break;
    case 30:
      depthwise(p, piece, pieces);
      break;
    case 31:
      depthwiseInputGrad(p, piece, pieces);
      break;
    case 32:
      winogradFilterGrad(p, piece, pieces);
      break;
    case 33:
      moments(p, piece, pieces);
      break;
    case 34:
      joinMoments(p, piece, pieces);
      break;
    case 35:
      packUp(p, piece, pieces);
      break;
    case 36:
      convUp(p, piece, pieces);
      break;
    case 37:
      depthwiseFilterGrad(p, piece, pieces);
      break;
    default:
      unreachable();
  }
}
