/** @file Objects that say when a name is asked for that they do not have, as Python's dictionaries do. */

/** What is asked of any object to find out what it is. */
const probes = new Set(['then', 'toJSON', 'length', 'nodeType', 'asymmetricMatch', '$$typeof', 'inspect']);

/** An object to inherit from: `say` hears each name that is asked for and not there, and the names that there are. */
export function askedInVain(say: (name: string, names: string[]) => void): object {
  return new Proxy(
    {},
    {
      get: (target, name, asked): unknown => {
        if (typeof name === 'string' && !(name in Object.prototype) && !probes.has(name))
          say(name, Object.keys(asked as object));
        return Reflect.get(target, name, asked);
      },
    },
  );
}
