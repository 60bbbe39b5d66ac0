/**
 * @file Which elementwise nodes and column sums go through memory together, as one chain:
 *
 * 1. a node joins its user's chain when it has the same size and nobody else reads it;
 * 2. a cheap one that reads one large value is computed again in each of its users' chains instead of being stored;
 * 3. a chain that makes a large value joins a chain that reads it, where no third task stands between them;
 * 4. what a chain reads of another is computed again in it instead, where that takes a pass over memory less (`again`).
 *
 * Chains run in an order in which sums come as early as they can, so that 3 finds them beside what they sum.
 */
import { sizeOf, type Node } from '../graph/node.ts';
import type { Analysis } from './analysis.ts';
import { isAdam } from './adam.ts';
import { columnSum, layOf, stepOf, workOf } from './chain.ts';

/** Elements from which a pass over memory counts for more than a step. */
const LARGE = 16384;
/** Nodes that a chain may have: each may need a block in the first cache. */
const MOST_MEMBERS = 40;
/** Ops that are quicker done than read. */
const CHEAP: ReadonlySet<string> = new Set(
  'add sub mul neg square abs maximum minimum relu greater greaterEqual less lessEqual equal notEqual broadcastTo'.split(
    ' ',
  ),
);

/** Ops that are done again to spare a pass over memory, and how many at most for one value. */
const RECOMPUTED: ReadonlySet<string> = new Set([...CHEAP, 'select']);
const MOST_AGAIN = 8;

interface Group {
  members: Node[];
  readonly size: number;
  /** The place in the order at which it runs: its last member's. */
  place: number;
  /** Members that another group computes too, and stores if anybody reads them. */
  readonly again: Set<Node>;
}

/** Nodes that are one chain. */
export interface Chain {
  readonly members: readonly Node[];
  /** Those of them that others read. */
  readonly stored: ReadonlySet<Node>;
}

/** What others compute, or nobody does. */
export interface Elsewhere {
  readonly taken: ReadonlySet<Node>;
  /** Values that are not computed unless they are asked for. */
  readonly lazy: ReadonlySet<Node>;
  /** Nodes that nothing computes: they read nothing. */
  readonly gone: ReadonlySet<Node>;
}

/** The chains, by their last member in the graph's order. */
export function groups(analysis: Analysis, elsewhere: Elsewhere): Map<Node, Chain> {
  const grouping = new Grouping(analysis, elsewhere);
  const byLast = new Map<Node, Chain>();
  for (const group of grouping.all()) {
    const members = group.members.sort((a, b) => analysis.rank(a) - analysis.rank(b));
    const stored = new Set(members.filter((node) => grouping.isStored(node, group)));
    byLast.set(members.at(-1)!, { members, stored });
  }
  return byLast;
}

class Grouping {
  private readonly analysis: Analysis;
  private readonly elsewhere: Elsewhere;
  private readonly place: Map<Node, number>;
  /** The groups that compute a node: several for what is computed again. */
  private readonly groupsOf = new Map<Node, Group[]>();
  private readonly made = new Set<Group>();
  private readonly repeated = new Set<Node>();

  constructor(analysis: Analysis, elsewhere: Elsewhere) {
    this.analysis = analysis;
    this.elsewhere = elsewhere;
    this.place = placesOf(analysis);
  }

  all(): Iterable<Group> {
    for (const head of this.analysis.order.toReversed()) {
      if (this.groupsOf.has(head) || !this.isMember(head) || this.isRepeated(head)) continue;
      this.grow(head);
    }
    // Readers from the first to the last, so that what a value's makers join is what runs soonest.
    const inOrder = [...this.made].sort((a, b) => a.place - b.place);
    for (const group of inOrder) this.takeIn(group);
    for (const group of inOrder) if (this.made.has(group)) this.computeAgain(group);
    return this.made;
  }

  /** Whether a member's value is read outside of its group; what is computed again is not. */
  isStored(node: Node, group: Group): boolean {
    if (this.repeated.has(node) || group.again.has(node)) return false;
    if (this.analysis.roots.has(node)) return true;
    return this.usersOf(node).some((user) => {
      const theirs = this.groupsOf.get(user);
      return theirs === undefined || theirs.some((other) => other !== group && !other.again.has(node));
    });
  }

  private usersOf(node: Node): readonly Node[] {
    return this.analysis.usersOf(node).filter((user) => !this.elsewhere.gone.has(user));
  }

  private isMember(node: Node): boolean {
    if (this.elsewhere.taken.has(node) || this.elsewhere.gone.has(node)) return false;
    if (stepOf(node) !== undefined) return true;
    return columnSum(node) !== undefined && !this.elsewhere.lazy.has(this.analysis.input(node, 0));
  }

  /** 1: a chain from its last node on, operands from the nearest to the farthest, so that all users are known to be inside. */
  private grow(head: Node): void {
    const { analysis } = this;
    const members = [head];
    const size = workOf(head);
    const group: Group = { members, size, place: this.place.get(head)!, again: new Set() };
    this.made.add(group);
    this.groupsOf.set(head, [group]);
    for (let k = 0; k < members.length && members.length < 48; k++) {
      for (let i = 0; i < members[k]!.inputs.length; i++) {
        const node = analysis.input(members[k]!, i);
        if (this.groupsOf.has(node) || this.elsewhere.taken.has(node) || stepOf(node) === undefined) continue;
        if (sizeOf(node.shape) !== size) continue;
        if (members[k]!.op === 'oneHot' || members[k]!.op === 'random') continue;
        const isInside = (user: Node): boolean => {
          const theirs = this.groupsOf.get(user);
          return theirs?.length === 1 && theirs[0] === group;
        };
        if (!this.usersOf(node).every(isInside)) continue;
        this.groupsOf.set(node, [group]);
        members.push(node);
        // A member that was passed over because a user was still outside may fit now.
        k = -1;
        break;
      }
    }
  }

  /** 2: whether a node is computed in all its users' chains; it then joins them. */
  private isRepeated(node: Node): boolean {
    const { analysis } = this;
    const size = sizeOf(node.shape);
    if (size < LARGE || !CHEAP.has(node.op) || analysis.roots.has(node) || !this.readsOne(node)) return false;
    const users = this.usersOf(node);
    const theirs = new Set(users.flatMap((user) => this.groupsOf.get(user) ?? []));
    const isRead = (user: Node): boolean => this.groupsOf.has(user) && user.op !== 'oneHot' && user.op !== 'random';
    if (theirs.size < 2 || !users.every(isRead)) return false;
    if ([...theirs].some((group) => group.size !== size || group.members.length >= MOST_MEMBERS)) return false;
    for (const group of theirs) group.members.push(node);
    this.groupsOf.set(node, [...theirs]);
    this.repeated.add(node);
    return true;
  }

  /** Whether at most one operand has the node's size, and the others stand in the cache. */
  private readsOne(node: Node): boolean {
    const size = sizeOf(node.shape);
    const large = new Set<Node>();
    for (const [i, input] of node.inputs.entries()) {
      const source = this.analysis.input(node, i);
      if (sizeOf(input.shape) === size) large.add(source);
      else {
        const lay = layOf(input.shape, node.shape);
        if (lay === undefined || lay.mode === 3) return false;
      }
    }
    return large.size <= 1;
  }

  /** 3: takes in the chains that make what this one reads, again and again. */
  private takeIn(group: Group): void {
    if (group.size < LARGE || isAdam(this.analysis, group.members)) return;
    for (;;) {
      const maker = this.makerFor(group);
      if (maker === undefined) return;
      for (const node of maker.members) {
        const rest = this.groupsOf.get(node)!.filter((other) => other !== maker && other !== group);
        this.groupsOf.set(node, [...rest, group]);
      }
      group.members = [...new Set([...group.members, ...maker.members])];
      this.made.delete(maker);
    }
  }

  /**
   * 4: computes again what it reads from another group: where the large values that this takes are read here anyway, or where one is read
   * instead and nobody has to store the value any more. So the map behind batch normalization is not read for relu's mask, and the
   * masked gradient is not stored.
   */
  private computeAgain(group: Group): void {
    if (group.size < LARGE || isAdam(this.analysis, group.members)) return;
    for (const value of this.readBy(group)) {
      const makers = this.groupsOf.get(value);
      if (makers?.length !== 1 || makers[0] === group || !RECOMPUTED.has(value.op) || !stepOf(value)) continue;
      const steps = new Set<Node>();
      const sources = new Set<Node>();
      if (!this.trace(value, group, { steps, sources })) continue;
      if (group.members.length + steps.size > MOST_MEMBERS) continue;
      const read = this.readBy(group);
      const more = [...sources].filter((source) => !read.has(source)).length;
      const isLast = (user: Node): boolean =>
        this.groupsOf.get(user)?.every((other) => other === group || other === makers[0] || other.again.has(value)) ===
        true;
      const isSpared = !this.analysis.roots.has(value) && this.usersOf(value).every(isLast);
      if (more > 1 || (more === 1 && !isSpared)) continue;
      for (const node of steps) {
        group.members.push(node);
        if (!this.repeated.has(node)) group.again.add(node);
      }
    }
  }

  /** Large values that a group reads from memory. */
  private readBy(group: Group): Set<Node> {
    const inside = new Set(group.members);
    const read = group.members.flatMap((node) =>
      node.inputs.map((_, i) => this.analysis.input(node, i)).filter((source) => !inside.has(source)),
    );
    return new Set(read.filter((source) => sizeOf(source.shape) === group.size));
  }

  /** The cheap steps from what is read from memory to a value; false where others are among them. */
  private trace(value: Node, group: Group, { steps, sources }: { steps: Set<Node>; sources: Set<Node> }): boolean {
    if (steps.has(value) || group.members.includes(value)) return true;
    steps.add(value);
    if (steps.size > MOST_AGAIN) return false;
    return value.inputs.every((input, i) => {
      const source = this.analysis.input(value, i);
      if (sizeOf(source.shape) !== group.size) {
        const lay = layOf(input.shape, value.shape);
        return lay !== undefined && lay.mode !== 3;
      }
      const isStep = this.groupsOf.has(source) && RECOMPUTED.has(source.op) && stepOf(source) !== undefined;
      if (isStep) return this.trace(source, group, { steps, sources });
      sources.add(source);
      return true;
    });
  }

  private makerFor(group: Group): Group | undefined {
    const { analysis } = this;
    for (const member of group.members) {
      for (let i = 0; i < member.inputs.length; i++) {
        const source = analysis.input(member, i);
        const makers = this.groupsOf.get(source);
        if (makers?.length !== 1 || sizeOf(source.shape) !== group.size) continue;
        const [maker] = makers as [Group];
        if (maker === group || maker.size !== group.size || isAdam(analysis, maker.members)) continue;
        if (maker.members.length + group.members.length > MOST_MEMBERS) continue;
        if (this.isBefore(maker, group)) return maker;
      }
    }
    return undefined;
  }

  /** Whether everybody else who reads what `maker` makes runs behind `group`; what is repeated is read by its own chain alone. */
  private isBefore(maker: Group, group: Group): boolean {
    return maker.members.every(
      (node) =>
        this.repeated.has(node) ||
        this.usersOf(node).every((user) => {
          const theirs = this.groupsOf.get(user);
          if (theirs === undefined) return this.place.get(user)! > group.place;
          // A sum is known when the whole chain has run.
          const isInside = (other: Group): boolean =>
            (other === maker || other === group) && columnSum(node) === undefined;
          return theirs.every((other) => isInside(other) || other.place > group.place);
        }),
    );
  }
}

/**
 * An order of all nodes, inputs before users: elementwise ops and sums of large values as early as they can, small values
 * then, and what takes long at last.
 */
function placesOf(analysis: Analysis): Map<Node, number> {
  const kinds = [0, 1, 2].map(() => [] as Node[]);
  const next = [0, 0, 0];
  const kindOf = (node: Node): number => {
    if (/^(conv2d|matmul|maxPool|avgPool)/.test(node.op)) return 2;
    return workOf(node) >= LARGE ? 0 : 1;
  };
  const waits = new Map<Node, number>();
  for (const node of analysis.order) {
    const count = new Set(node.inputs.map((_, i) => analysis.input(node, i))).size;
    if (count === 0) kinds[kindOf(node)]!.push(node);
    else waits.set(node, count);
  }
  const places = new Map<Node, number>();
  for (;;) {
    const kind = kinds.findIndex((list, i) => next[i]! < list.length);
    if (kind < 0) return places;
    const node = kinds[kind]![next[kind]!++]!;
    places.set(node, places.size);
    for (const user of analysis.usersOf(node)) {
      const left = waits.get(user)! - 1;
      waits.set(user, left);
      if (left === 0) kinds[kindOf(user)]!.push(user);
    }
  }
}
