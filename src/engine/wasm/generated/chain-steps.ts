/** @file The step of a chain that a code names, on one block: a loop for each. Written by scripts/generate-engine.ts from graph/ops/elementwise.ts; edit that. */
import { five, four, one, oneLong, six, three, two } from '../graph/chain-loops';
import {
  ADD,
  ADD_INT,
  SUB,
  SUB_INT,
  MUL,
  MUL_INT,
  DIV,
  MAXIMUM,
  MINIMUM,
  EQUAL,
  EQUAL_INT,
  NOT_EQUAL,
  LESS,
  LESS_EQUAL,
  GREATER,
  GREATER_EQUAL,
  NEG,
  ABS,
  SIGN,
  SQUARE,
  SQRT,
  RSQRT,
  RECIPROCAL,
  EXP,
  LOG,
  LOG1P,
  TANH,
  SIGMOID,
  RELU,
  FLOOR,
  CEIL,
  ROUND,
  LOGICAL_AND,
  LOGICAL_OR,
  LOGICAL_NOT,
  SELECT,
  IS_FINITE,
  MASK_TO_FLOAT,
  MASK_TO_INT,
  FLOAT_TO_MASK,
  FLOAT_TO_INT,
  INT_TO_FLOAT,
  SUB_MUL,
  MUL_ADD,
  ADD_RELU,
  WHERE_POSITIVE,
  NORM_RELU,
  NORM_POSITIVE,
  NORM_GRADIENT,
} from './chain-values';

/** Applies step `op` to the slots a, b, c of `bytes` bytes; the result goes to y. */
export function applyStep(op: i32, y: usize, a: usize, b: usize, c: usize, bytes: usize): void {
  switch (op) {
    case ADD:
      two(ADD, y, a, b, bytes);
      break;
    case ADD_INT:
      two(ADD_INT, y, a, b, bytes);
      break;
    case SUB:
      two(SUB, y, a, b, bytes);
      break;
    case SUB_INT:
      two(SUB_INT, y, a, b, bytes);
      break;
    case MUL:
      two(MUL, y, a, b, bytes);
      break;
    case MUL_INT:
      two(MUL_INT, y, a, b, bytes);
      break;
    case DIV:
      two(DIV, y, a, b, bytes);
      break;
    case MAXIMUM:
      two(MAXIMUM, y, a, b, bytes);
      break;
    case MINIMUM:
      two(MINIMUM, y, a, b, bytes);
      break;
    case EQUAL:
      two(EQUAL, y, a, b, bytes);
      break;
    case EQUAL_INT:
      two(EQUAL_INT, y, a, b, bytes);
      break;
    case NOT_EQUAL:
      two(NOT_EQUAL, y, a, b, bytes);
      break;
    case LESS:
      two(LESS, y, a, b, bytes);
      break;
    case LESS_EQUAL:
      two(LESS_EQUAL, y, a, b, bytes);
      break;
    case GREATER:
      two(GREATER, y, a, b, bytes);
      break;
    case GREATER_EQUAL:
      two(GREATER_EQUAL, y, a, b, bytes);
      break;
    case NEG:
      one(NEG, y, a, bytes);
      break;
    case ABS:
      one(ABS, y, a, bytes);
      break;
    case SIGN:
      oneLong(SIGN, y, a, bytes);
      break;
    case SQUARE:
      one(SQUARE, y, a, bytes);
      break;
    case SQRT:
      one(SQRT, y, a, bytes);
      break;
    case RSQRT:
      one(RSQRT, y, a, bytes);
      break;
    case RECIPROCAL:
      one(RECIPROCAL, y, a, bytes);
      break;
    case EXP:
      oneLong(EXP, y, a, bytes);
      break;
    case LOG:
      oneLong(LOG, y, a, bytes);
      break;
    case LOG1P:
      oneLong(LOG1P, y, a, bytes);
      break;
    case TANH:
      oneLong(TANH, y, a, bytes);
      break;
    case SIGMOID:
      oneLong(SIGMOID, y, a, bytes);
      break;
    case RELU:
      one(RELU, y, a, bytes);
      break;
    case FLOOR:
      one(FLOOR, y, a, bytes);
      break;
    case CEIL:
      one(CEIL, y, a, bytes);
      break;
    case ROUND:
      one(ROUND, y, a, bytes);
      break;
    case LOGICAL_AND:
      two(LOGICAL_AND, y, a, b, bytes);
      break;
    case LOGICAL_OR:
      two(LOGICAL_OR, y, a, b, bytes);
      break;
    case LOGICAL_NOT:
      one(LOGICAL_NOT, y, a, bytes);
      break;
    case SELECT:
      three(SELECT, y, a, b, c, bytes);
      break;
    case IS_FINITE:
      one(IS_FINITE, y, a, bytes);
      break;
    case MASK_TO_FLOAT:
      one(MASK_TO_FLOAT, y, a, bytes);
      break;
    case MASK_TO_INT:
      one(MASK_TO_INT, y, a, bytes);
      break;
    case FLOAT_TO_MASK:
      one(FLOAT_TO_MASK, y, a, bytes);
      break;
    case FLOAT_TO_INT:
      one(FLOAT_TO_INT, y, a, bytes);
      break;
    case INT_TO_FLOAT:
      one(INT_TO_FLOAT, y, a, bytes);
      break;
    case SUB_MUL:
      three(SUB_MUL, y, a, b, c, bytes);
      break;
    case MUL_ADD:
      three(MUL_ADD, y, a, b, c, bytes);
      break;
    case ADD_RELU:
      two(ADD_RELU, y, a, b, bytes);
      break;
    case WHERE_POSITIVE:
      two(WHERE_POSITIVE, y, a, b, bytes);
      break;
    default:
      unreachable();
  }
}

/** The same for steps of more than three operands, which have codes from WIDE on. */
export function applyWideStep(
  op: i32,
  y: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  e: usize,
  f: usize,
  bytes: usize,
): void {
  switch (op) {
    case NORM_RELU:
      four(NORM_RELU, y, a, b, c, d, bytes);
      break;
    case NORM_POSITIVE:
      five(NORM_POSITIVE, y, a, b, c, d, e, bytes);
      break;
    case NORM_GRADIENT:
      six(NORM_GRADIENT, y, a, b, c, d, e, f, bytes);
      break;
    default:
      unreachable();
  }
}
