// GraphQL over HTTP for an actor who is already known. Enters: the parsed body. Leaves: status, headers and JSON.
// Guaranteed: POST only, limits before execution, and of an unexpected error no more than the request id.
import {
  getOperationAST,
  GraphQLError,
  parse,
  type DocumentNode,
  type ParseOptions,
  type Source,
} from 'graphql/index.js';
import { createYoga, type Plugin } from 'graphql-yoga';
import { errors, type ErrorCode } from '@sampark/contracts/errors.ts';
import { Problem } from '../../http/problem.ts';
import type { GraphContext } from './builder.ts';
import { limits, tooCostly } from './limits.ts';
import { schema } from './schema.ts';

const limiting: Plugin<GraphContext> = {
  onParse({ setParseFn }) {
    // graphql-js counts tokens while it reads, so a long document is given up early.
    setParseFn((source: string | Source, options?: ParseOptions) =>
      parse(source, { ...options, maxTokens: limits.tokens }),
    );
  },
  onExecute({ args, setResultAndStopExecution }) {
    const document: DocumentNode = args.document;
    const operation = getOperationAST(document, args.operationName);
    const refusal = operation && tooCostly(document, operation, args.variableValues ?? {});
    if (refusal) setResultAndStopExecution({ errors: [errorOf('query_too_costly', refusal, 400)] });
    return {
      onExecuteDone({ result }) {
        if (!('errors' in result)) return;
        for (const error of result.errors ?? []) {
          const cause = error.originalError;
          if (!cause || cause instanceof Problem || cause instanceof GraphQLError) continue;
          const { rt, actor } = args.contextValue as GraphContext;
          rt.log.error(
            { err: cause, path: error.path, request_id: actor.request_id },
            'graphql query failed',
          );
        }
      },
    };
  },
};

const yoga = createYoga<GraphContext>({
  schema,
  graphqlEndpoint: '/graphql',
  plugins: [limiting],
  graphiql: false,
  landingPage: false,
  batching: false,
  // The API's own server answers for origins, and logs.
  cors: false,
  logging: false,
  maskedErrors: {
    maskError: (error) => {
      const cause = error instanceof GraphQLError ? error.originalError : error;
      if (cause instanceof Problem) return errorOf(cause.code, cause.detail, undefined, error);
      if (error instanceof GraphQLError && (!cause || cause instanceof GraphQLError)) return error;
      return errorOf('internal', undefined, undefined, error);
    },
  },
});

export type GraphAnswer = { status: number; headers: [string, string][]; body: string };

export async function serveGraphql(
  context: GraphContext,
  body: unknown,
  accept: string | undefined,
): Promise<GraphAnswer> {
  const response = await yoga.fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: accept ?? 'application/json' },
      body: JSON.stringify(body),
    }),
    context,
  );
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

function errorOf(code: ErrorCode, detail: string | undefined, http?: number, from?: unknown): GraphQLError {
  const at = from instanceof GraphQLError ? { nodes: from.nodes ?? null, path: from.path ?? null } : {};
  return new GraphQLError(detail ?? errors[code].title, {
    ...at,
    extensions: { code, remedy: errors[code].remedy, ...(http ? { http: { status: http } } : {}) },
  });
}
