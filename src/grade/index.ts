/** @file What test cells of a notebook use: `draw`. */
export { draw, type Described, type Draw, type DrawnArray, type Sides } from './draw.ts';
