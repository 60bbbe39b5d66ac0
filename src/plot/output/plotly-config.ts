/** @file What every figure tells Plotly, wherever a page draws it. */

/**
 * Plotly offers a button by default which sends a figure and its data to a server of its makers. A page of ours sends nothing,
 * so there is neither the button nor an address (plotly.js `plot_config.js`).
 */
export const plotlyConfig = { showSendToCloud: false, plotlyServerURL: '' } as const;
