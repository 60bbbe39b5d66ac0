/**
 * @file Pictures that answer in the page, without a kernel: each a MIME type under `application/vnd.kernelab.` whose JSON has a `summary`,
 * and a view of it. JupyterLab and exported pages show what stands in this list.
 */
import type { ExploreJson } from '../../src/plot/pictures/explore/explored.ts';
import type { FilterLabJson } from '../../src/plot/pictures/filter-lab/lab.ts';
import type { LiveJson } from '../../src/plot/pictures/live-training/state.ts';
import type { PlaygroundJson } from '../../src/plot/pictures/playground/playground.ts';
import type { StepperJson } from '../../src/plot/pictures/stepper/stepper.ts';
import { ExploreView, type Connect } from './explore/view.ts';
import { FilterLabView } from './filter-lab-view.ts';
import { showLiveTraining } from './live-training-view.ts';
import { PlaygroundView } from './playground-view.ts';
import { StepperView } from './stepper-view.ts';

/** A kind of such pictures. */
export interface Piece {
  readonly name: string;
  readonly mimeType: string;
  /** For the list of JupyterLab's plugins. */
  readonly description: string;
  /** Shows one in an element, instead of what stands there; `connect` is the way to the kernel, where there may be one. */
  readonly show: (host: HTMLElement, json: unknown, connect?: Connect) => { dispose(): void } | undefined;
}

function piece(name: string, description: string, show: Piece['show']): Piece {
  return { name, mimeType: `application/vnd.kernelab.${name}+json`, description, show };
}

/** All kinds. */
export const pieces: readonly Piece[] = [
  piece(
    'stepper',
    'Walks through the steps of plot.stepper',
    (host, json) => new StepperView(host, json as StepperJson),
  ),
  piece(
    'filter-lab',
    'Lets one edit the filter of plot.filterLab',
    (host, json) => void new FilterLabView(host, json as FilterLabJson),
  ),
  piece(
    'explore',
    'Shows a network of plot.explore from the inside',
    (host, json, connect) => new ExploreView(host, json as ExploreJson, connect),
  ),
  piece('live-training', 'Shows what plot.liveTraining draws while a model trains', (host, json) => {
    showLiveTraining(host, json as LiveJson);
    return undefined;
  }),
  piece(
    'playground',
    'Trains the network of plot.playground in the page',
    (host, json) => new PlaygroundView(host, json as PlaygroundJson),
  ),
];
