/** @file The start page itself: the labs as cards, made of plain elements, so that keyboard and screen reader know them. */
import type { LabFacts, Language, Place, Progress } from './labs.ts';
import { words } from './words.ts';

/** What the page shows. */
export interface PageState {
  language: Language;
  labs: readonly LabFacts[];
  /** Notebooks that are there, by the labs' names. */
  places: ReadonlyMap<string, Place>;
  progress: ReadonlyMap<string, Progress>;
  hasExercises: boolean;
}

/** What the page can do. */
export interface PageActions {
  open(path: string): void;
  openExercises(): void;
  choose(language: Language): void;
  /** The address of a file beside the extension's script. */
  beside(file: string): string;
}

/** Draws everything into `root`; what had the focus has it again. */
export function drawPage(root: HTMLElement, state: PageState, actions: PageActions): void {
  const say = words[state.language];
  const focused = root.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : undefined;
  const top = root.scrollTop;
  const page = make('div', { class: 'page' }, [
    make('header', {}, [
      make('div', {}, [make('h1', {}, say.title), make('p', { class: 'soft' }, say.lead)]),
      make('div', { class: 'row languages', role: 'group', 'aria-label': say.language }, [
        languageButton('ko', '한국어', state, actions),
        languageButton('en', 'English', state, actions),
      ]),
    ]),
    make('nav', { class: 'row', 'aria-label': say.docs }, [
      link(say.tables, actions.beside(`reference/${state.language}/python-to-typescript.html`)),
      link(say.reference, actions.beside(`reference/${state.language}/index.html`)),
      ...(state.hasExercises ? [button(say.exercises, 'exercises', () => actions.openExercises())] : []),
    ]),
    ...(state.labs.length === 0 ? [make('p', { role: 'alert' }, say.failed)] : labList(state, actions)),
  ]);
  root.lang = state.language;
  root.replaceChildren(page);
  root.scrollTop = top;
  if (focused) root.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function labList(state: PageState, actions: PageActions): HTMLElement[] {
  const say = words[state.language];
  const known = state.labs.filter(({ name }) => state.places.has(name));
  const done = known.filter(({ name }) => isDone(state.progress.get(name)));
  const next = known.find(({ name }) => !isDone(state.progress.get(name)))?.name;
  const started = [...state.progress.values()].some(({ run }) => run > 0);
  return [
    make('h2', {}, say.labs),
    ...(started
      ? [make('p', {}, say.sum(done.length, known.length)), make('p', { class: 'soft' }, say.privately)]
      : [make('p', {}, say.first)]),
    make(
      'ol',
      {},
      state.labs.map((lab) => card(lab, lab.name === next, state, actions)),
    ),
  ];
}

function isDone(progress: Progress | undefined): boolean {
  return progress !== undefined && progress.cells > 0 && progress.run === progress.cells;
}

function card(lab: LabFacts, isNext: boolean, state: PageState, actions: PageActions): HTMLElement {
  const { language } = state;
  const say = words[language];
  const place = state.places.get(lab.name);
  const progress = state.progress.get(lab.name);
  const number = String(Number(lab.name.slice(0, 2)));
  const title = `${number}. ${lab.title[language]}`;
  const label = !progress || progress.run === 0 ? say.open : isDone(progress) ? say.again : say.goOn;
  const opener = place
    ? button(label, lab.name, () => actions.open(place.path), isNext ? 'main' : '')
    : make('span', { class: 'soft' }, say.notHere);
  if (place) opener.setAttribute('aria-label', `${label}: ${title}`);
  const learns = lab.learns[language];
  const picture = lab.picture[language];
  return make('li', { class: isNext ? 'lab next' : 'lab' }, [
    picture !== null
      ? make('img', { class: 'picture', src: actions.beside(`labs/${picture}`), alt: '', loading: 'lazy' })
      : make('div', { class: 'picture none', 'aria-hidden': 'true' }, number),
    make('div', { class: 'body' }, [
      make('h3', {}, title),
      make('div', { class: 'facts' }, [
        make('span', {}, say.minutes(lab.minutes)),
        ...(isNext ? [make('span', { class: 'mark' }, say.next)] : []),
      ]),
      make('p', {}, sentence(lab.about[language])),
      ...(learns.length > 0
        ? [
            make('div', { class: 'soft' }, [
              make('span', {}, say.learns),
              make(
                'ul',
                {},
                learns.map((text) => make('li', {}, text)),
              ),
            ]),
          ]
        : []),
      make('div', { class: 'foot' }, [
        ...(place ? [bar(progress)] : []),
        make('span', { class: 'soft' }, place ? standing(progress, language) : ''),
        opener,
      ]),
    ]),
  ]);
}

function standing(progress: Progress | undefined, language: Language): string {
  const say = words[language];
  if (progress === undefined) return '…';
  if (progress.run === 0) return say.notRun;
  const cells = isDone(progress) ? say.done(progress.cells) : say.cells(progress.run, progress.cells);
  const checks = progress.passed + progress.failed;
  return checks > 0 ? `${cells}, ${say.checks(progress.passed, checks)}` : cells;
}

/** The words beside it say the same. */
function bar(progress: Progress | undefined): HTMLElement {
  const share = progress && progress.cells > 0 ? progress.run / progress.cells : 0;
  const fill = make('span');
  fill.style.width = `${Math.round(100 * share)}%`;
  return make('div', { class: 'bar', 'aria-hidden': 'true' }, [fill]);
}

/** The READMEs' lists go on with small letters. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function languageButton(language: Language, text: string, state: PageState, actions: PageActions): HTMLElement {
  const made = button(text, `language-${language}`, () => actions.choose(language));
  made.setAttribute('aria-pressed', String(state.language === language));
  made.lang = language;
  return made;
}

function button(text: string, key: string, press: () => void, style = ''): HTMLElement {
  const made = make('button', { type: 'button', 'data-key': key, ...(style ? { class: style } : {}) }, text);
  made.addEventListener('click', press);
  return made;
}

function link(text: string, href: string): HTMLElement {
  return make('a', { class: 'button', href, target: '_blank', rel: 'noopener' }, text);
}

function make(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  inside: string | readonly HTMLElement[] = [],
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (typeof inside === 'string') element.textContent = inside;
  else element.append(...inside);
  return element;
}
