/** @file Students of a class who gave the same answer to a question. */
import type { Reported } from './results.ts';

/** One answer to one call of a test cell, and who gave it. */
export interface Cluster {
  text: string;
  /** Whether it earned all its points with everyone who gave it. */
  right: boolean;
  /** What these students read most often; empty when it is right. */
  reason: string;
  students: string[];
}

/** The answers to one call of a test cell. */
export interface AnswersTo {
  question: string;
  /** Which call of the cell, from 1, and of how many. */
  call: number;
  of: number;
  /** The most frequent first. */
  clusters: Cluster[];
}

/** The answers to every call, for results that have them. */
export function clustersOf(results: readonly Reported[]): AnswersTo[] {
  const calls = new Map<
    string,
    { place: Omit<AnswersTo, 'clusters'>; clusters: Map<string, Cluster & { reasons: string[] }> }
  >();
  for (const { student, questions } of results) {
    for (const { id, parts } of questions) {
      for (const [n, { common, points, max, reasons }] of parts.entries()) {
        if (common === undefined) continue;
        const place = { question: id, call: n + 1, of: parts.length };
        const call = calls.get(`${id}/${n}`) ?? { place, clusters: new Map() };
        calls.set(`${id}/${n}`, call);
        const cluster = call.clusters.get(common.key) ?? {
          text: common.text,
          right: true,
          reason: '',
          students: [],
          reasons: [],
        };
        call.clusters.set(common.key, cluster);
        cluster.right &&= points >= max;
        cluster.students.push(student);
        const last = reasons.at(-1);
        if (last !== undefined) cluster.reasons.push(last);
      }
    }
  }
  return [...calls.values()].map(({ place, clusters }) => ({
    ...place,
    clusters: [...clusters.values()]
      .map(({ reasons, ...cluster }) => ({ ...cluster, reason: cluster.right ? '' : mostFrequent(reasons) }))
      .sort((a, b) => b.students.length - a.students.length),
  }));
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}
