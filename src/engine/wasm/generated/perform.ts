/** @file The kernel of each instruction. Written by scripts/generate-engine.ts from instructions.ts; edit that. */
import { gemm } from '../graph/gemm';
import { packConv, conv } from '../graph/conv';
import { convFilterGrad, convFilterGradSparse, convFilterGradSparseThin, sumParts } from '../graph/conv-grad';
import { winogradWeights } from '../graph/winograd-weights';
import { winograd } from '../graph/winograd';
import { chain } from '../graph/chain';
import { reduce, reduceMiddle, softmax, argMaxLast } from '../graph/rows';
import { maxPool, maxPoolGrad, avgPool, avgPoolGrad, unpool } from '../graph/pool';
import { copyBytes, fillWords, transpose } from '../graph/copies';
import { packSparse, convInputGradSparse } from '../graph/conv-input-sparse';
import { adam } from '../graph/adam';
import { convFilterGradOne } from '../graph/conv-grad-one';
import { depthwise, depthwiseInputGrad, depthwiseFilterGrad } from '../graph/depthwise';
import { winogradFilterGrad } from '../graph/winograd-grad';

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
      conv(p, piece, pieces);
      break;
    case 5:
      convFilterGrad(p, piece, pieces);
      break;
    case 6:
      convFilterGradSparse(p, piece, pieces);
      break;
    case 7:
      convFilterGradSparseThin(p, piece, pieces);
      break;
    case 8:
      sumParts(p, piece, pieces);
      break;
    case 9:
      winogradWeights(p, piece, pieces);
      break;
    case 10:
      winograd(p, piece, pieces);
      break;
    case 11:
      chain(p, piece, pieces);
      break;
    case 12:
      reduce(p, piece, pieces);
      break;
    case 13:
      reduceMiddle(p, piece, pieces);
      break;
    case 14:
      softmax(p, piece, pieces);
      break;
    case 15:
      maxPool(p, piece, pieces);
      break;
    case 16:
      maxPoolGrad(p, piece, pieces);
      break;
    case 17:
      avgPool(p, piece, pieces);
      break;
    case 18:
      avgPoolGrad(p, piece, pieces);
      break;
    case 19:
      copyBytes(p, piece, pieces);
      break;
    case 20:
      argMaxLast(p, piece, pieces);
      break;
    case 21:
      fillWords(p, piece, pieces);
      break;
    case 22:
      transpose(p, piece, pieces);
      break;
    case 23:
      unpool(p, piece, pieces);
      break;
    case 24:
      packSparse(p, piece, pieces);
      break;
    case 25:
      convInputGradSparse(p, piece, pieces);
      break;
    case 26:
      adam(p, piece, pieces);
      break;
    case 27:
      convFilterGradOne(p, piece, pieces);
      break;
    case 28:
      depthwise(p, piece, pieces);
      break;
    case 29:
      depthwiseInputGrad(p, piece, pieces);
      break;
    case 30:
      winogradFilterGrad(p, piece, pieces);
      break;
    case 31:
      depthwiseFilterGrad(p, piece, pieces);
      break;
    default:
      unreachable();
  }
}
