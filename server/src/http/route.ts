// How a route is declared. `access` is required by the type and checked again when the server is built, so a route
// without a permission cannot exist; test/access.test.ts walks this same table with every role and foreign ids.
import type { Scope } from '@sampark/contracts/api-keys.ts';
import type { Role } from '@sampark/contracts/domain.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Runtime } from '../runtime.ts';

/** Who is asking, from the access token. */
export type Actor = {
  user_id: string;
  workspace_id: string;
  role: Role;
  session_id: string;
  request_id: string;
  /** Set when a program speaks with a key; `session_id` is empty then. */
  api_key_id?: string;
  /** Set when a device's own agent speaks: this is then all it may speak for. */
  device_id?: string;
};

/** What an id in the path names; the access test makes an own and a foreign one of each. */
export type Resource =
  | 'prospect'
  | 'import'
  | 'campaign'
  | 'experiment'
  | 'segment'
  | 'message'
  | 'device'
  | 'account'
  | 'user'
  | 'invitation'
  | 'session'
  | 'conversation'
  | 'suppression'
  | 'privacy_request'
  | 'profile'
  | 'template'
  | 'start_link'
  | 'preference_link'
  | 'visit_link'
  | 'opt_in_page'
  | 'opt_in_slug'
  | 'portfolio'
  | 'api_key'
  | 'rule'
  | 'flag'
  | 'legal_hold'
  | 'notification';

export type Access =
  /** Signed-in users of these roles. A PM (`standard`) is further limited to their book by the queries. */
  | {
      roles: readonly Role[];
      /** What opens the route to an API key, where scopes.ts would say something else. */
      scope?: Scope;
      /** The path parameter that names a device: its agent's own token opens the route too, and no other's. */
      agent?: string;
    }
  /** Anyone: signing in, health, documents. The reason is shown in docs. */
  | { public: string }
  /** A platform's callback, verified by its own signature or secret. */
  | { callback: string };

type SchemaOr<S, Fallback> = S extends TSchema ? Static<S> : Fallback;

export type RouteContext<P, Q, B> = {
  rt: Runtime;
  actor: Actor;
  params: P;
  query: Q;
  body: B;
  request: FastifyRequest;
  reply: FastifyReply;
};

export type RouteSpec<
  P extends TSchema | undefined = TSchema | undefined,
  Q extends TSchema | undefined = TSchema | undefined,
  B extends TSchema | undefined = TSchema | undefined,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  summary: string;
  description?: string;
  tag: string;
  access: Access;
  /** For each path parameter: what it names. */
  resources?: Record<string, Resource>;
  params?: P;
  query?: Q;
  body?: B;
  /** An example body that passes validation, for docs and the access test. Needed where a body and a path id meet. */
  example?: unknown;
  /** Fields of the body that name things (`prospect_id: 'prospect'`): the access test puts foreign ids there too. */
  bodyResources?: Record<string, Resource>;
  /** Success status and its schema; `null` for an empty answer. */
  response: Record<number, TSchema | null>;
  /**
   * Body other than JSON. `true`: `body` is a Buffer of at most 3 MB, whatever its content type (callbacks).
   * `'stream'`: `body` is the unread request stream, cut off at SAMPARK_IMPORT_LIMIT; for multipart/form-data `body` is
   * undefined and the parts are read with `request.parts()`.
   */
  rawBody?: boolean | 'stream';
  /** A look at the head alone (HEAD) is answered too, by the same handler. */
  head?: true;
  /** Content type of the success answer, where it is not JSON. */
  produces?: string;
  /**
   * A bucket of its own with this many requests a minute per user (per address on public routes). Without it the
   * route shares the user's 600 a minute with all others.
   */
  ratePerMinute?: number;
  /** POST that creates: honours Idempotency-Key. */
  idempotent?: boolean;
  /**
   * Returns the answer's body; the status is the first success status of `response` unless the handler sets another.
   * A handler that writes by itself (event streams) calls `reply.hijack()` and uses `reply.raw`.
   */
  handler: (
    context: RouteContext<
      SchemaOr<P, Record<string, never>>,
      SchemaOr<Q, Record<string, never>>,
      SchemaOr<B, undefined>
    >,
  ) => Promise<unknown>;
};

export type AnyRoute = Omit<RouteSpec, 'handler'> & {
  // The table holds routes of different shapes; each handler was checked against its own schemas by defineRoute.
  handler: (context: RouteContext<never, never, never>) => Promise<unknown>;
};

export function defineRoute<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(spec: RouteSpec<P, Q, B>): AnyRoute {
  return spec;
}
