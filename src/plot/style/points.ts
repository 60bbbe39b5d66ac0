/** @file The one length of plots. */

/** Pixels a point (1/72 inch) takes at the 100 dots an inch that figures are drawn with. */
export const pointPixels = 100 / 72;
