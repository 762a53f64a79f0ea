// What must hold for every route before the server may start; the build fails with the route's name otherwise.
import type { AnyRoute } from './route.ts';

export function checkRoutes(routes: readonly AnyRoute[]): void {
  const seen = new Map<string, string>();
  for (const route of routes) {
    const name = `${route.method} ${route.url}`;
    const access = route.access as AnyRoute['access'] | undefined;
    if (!access || !('roles' in access || 'public' in access || 'callback' in access)) {
      throw new Error(`${name}: a route needs an access`);
    }
    if ('roles' in access && access.roles.length === 0) throw new Error(`${name}: no role may use it`);
    if (!('callback' in access)) {
      for (const parameter of pathParameters(route.url)) {
        if (!route.resources?.[parameter]) {
          throw new Error(`${name}: say in resources what the path parameter "${parameter}" names`);
        }
      }
    }
    const shape = `${route.method} ${shapeOf(route.url)}`;
    const other = seen.get(shape);
    if (other !== undefined) throw new Error(`${name} collides with ${other}`);
    seen.set(shape, name);
  }
}

export function pathParameters(url: string): string[] {
  return [...url.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
}

function shapeOf(url: string): string {
  return url.replaceAll(/:\w+/g, ':');
}

/** Finds which methods an address takes, for 405 and its Allow header. */
export function methodFinder(routes: readonly AnyRoute[]): (path: string) => string[] {
  const known = routes.map((route) => ({
    method: route.method,
    pattern: new RegExp(
      `^${route.url
        .split('/')
        .map((part) =>
          part.startsWith(':')
            ? '[^/]+'
            : part === '*'
              ? '.*'
              : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
        )
        .join('/')}$`,
    ),
  }));
  return (path) => [
    ...new Set(known.filter((one) => one.pattern.test(path)).map((one) => one.method as string)),
  ];
}
