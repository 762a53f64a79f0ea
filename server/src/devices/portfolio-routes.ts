// Portfolios over the API.
import { AccountDecision } from '@sampark/contracts/devices.ts';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { HoldWaiting } from '@sampark/contracts/fleet.ts';
import {
  NewPortfolio,
  PortfolioListQuery,
  PortfolioPatch,
  PortfolioResource,
} from '@sampark/contracts/portfolios.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { decidePortfolio } from './decide-hold.ts';
import { showWaiting } from './hold-waiting.ts';
import { listPortfolios, readPortfolio, requirePortfolio } from './portfolio-queries.ts';
import { changePortfolio, createPortfolio } from './write-portfolio.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const admins = { roles: ['admin'] } as const;
const portfolio = { params: IdParams, resources: { id: 'portfolio' } } as const;

export const portfolioRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/portfolios',
    summary: 'List WhatsApp portfolios with what is left of their tier',
    tag: 'Portfolios',
    access: readers,
    query: PortfolioListQuery,
    response: { 200: Page(PortfolioResource) },
    handler: ({ rt, actor, query }) => listPortfolios(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/portfolios',
    summary: 'Add a portfolio',
    tag: 'Portfolios',
    access: admins,
    body: NewPortfolio,
    example: { name: 'Meghna Wealth', external_id: '104200000000009', tier_limit: 2_000 },
    idempotent: true,
    response: { 201: PortfolioResource },
    handler: async ({ rt, actor, body }) => readPortfolio(rt, actor, await createPortfolio(rt, actor, body)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/portfolios/:id',
    summary: 'Read a portfolio',
    tag: 'Portfolios',
    access: readers,
    ...portfolio,
    response: { 200: PortfolioResource },
    handler: ({ rt, actor, params }) => readPortfolio(rt, actor, params.id),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/portfolios/:id',
    summary: 'Change a portfolio’s name, tier or quality',
    tag: 'Portfolios',
    access: admins,
    ...portfolio,
    body: PortfolioPatch,
    example: { tier_limit: 10_000 },
    response: { 200: PortfolioResource },
    handler: async ({ rt, actor, params, body }) => {
      await changePortfolio(rt, actor, params.id, body);
      return readPortfolio(rt, actor, params.id);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/portfolios/:id/waiting',
    summary: 'Who waits for the decision about the held accounts of a portfolio',
    tag: 'Portfolios',
    access: { roles: ['admin', 'compliance'] },
    ...portfolio,
    response: { 200: HoldWaiting },
    handler: async ({ rt, actor, params }) => {
      await requirePortfolio(rt, actor, params.id);
      return showWaiting(rt, actor, { portfolio: params.id });
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/portfolios/:id/decision',
    summary: 'Decide about all accounts of a portfolio that a platform’s signal stopped',
    description: 'One decision, recorded with each account.',
    tag: 'Portfolios',
    access: admins,
    ...portfolio,
    body: AccountDecision,
    example: { decision: 'release', reason: 'The platform lifted it after our appeal.' },
    response: { 200: PortfolioResource },
    handler: async ({ rt, actor, params, body }) => {
      await requirePortfolio(rt, actor, params.id);
      await decidePortfolio(rt, actor, params.id, body);
      return readPortfolio(rt, actor, params.id);
    },
  }),
];
