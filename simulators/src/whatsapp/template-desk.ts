// The templates of a business account over the Graph API, and what Meta decides about them: reviews, pauses, quality,
// category. Each decision is told by a webhook and shown by the next listing.
import type { Call } from '../core/http.ts';
import { textOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { PhoneNumber, WhatsAppAccounts } from './accounts.ts';
import { graphError, type GraphError } from './errors.ts';
import { pageOf, templateFields } from './read-objects.ts';
import type { Template, Templates } from './templates.ts';
import type { WhatsAppWebhooks } from './webhooks.ts';

const REVIEW_MS = 200;
const HOUR_MS = 3_600_000;
/** FLAGGED and REINSTATED are told of a template, but are no status of it. */
const STATUS_OF: Readonly<Record<string, string | undefined>> = {
  FLAGGED: undefined,
  REINSTATED: 'APPROVED',
};

export interface Decision {
  status: string;
  /** Of a rejection, such as INVALID_FORMAT. */
  reason?: string | undefined;
  /** Of a pause: after so many hours it is approved again by itself. */
  hours?: number | undefined;
}

export class TemplateDesk {
  readonly templates: Templates;
  readonly #simulation: Simulation;
  readonly #accounts: WhatsAppAccounts;
  readonly #webhooks: WhatsAppWebhooks;
  /** What every listing is answered with, where somebody asked for it. */
  listingError: number | undefined;

  constructor(
    simulation: Simulation,
    accounts: WhatsAppAccounts,
    templates: Templates,
    webhooks: WhatsAppWebhooks,
  ) {
    this.#simulation = simulation;
    this.#accounts = accounts;
    this.templates = templates;
    this.#webhooks = webhooks;
  }

  /** Approved a moment after it was made, unless somebody decides. */
  reviewSoon({ id, waba_id }: Template): void {
    this.#simulation.clock.after(REVIEW_MS / this.#simulation.behaviour.speed, () => {
      const template = this.templates.list(waba_id).find((one) => one.id === id);
      if (template) this.decide(template, { status: 'APPROVED' });
    });
  }

  decide(template: Template, { status, reason = 'NONE', hours }: Decision): boolean {
    if (!this.#numberOf(template)) return false;
    const next = status in STATUS_OF ? STATUS_OF[status] : status;
    template.status = next ?? template.status;
    template.rejected_reason = status === 'REJECTED' ? reason : 'NONE';
    this.templates.store(template);
    this.#tell(template, 'message_template_status_update', {
      event: status,
      reason,
      ...(status === 'PAUSED' && { other_info: { title: 'FIRST_PAUSE', description: pauseWords(hours) } }),
      ...(status === 'DISABLED' && {
        disable_info: { disable_date: String(Math.floor(this.#simulation.now() / 1000)) },
      }),
    });
    if (status === 'PAUSED' && hours !== undefined)
      this.#simulation.clock.after((hours * HOUR_MS) / this.#simulation.behaviour.speed, () => {
        if (template.status === 'PAUSED') this.decide(template, { status: 'APPROVED' });
      });
    return true;
  }

  rate(template: Template, quality: string): void {
    const before = template.quality;
    template.quality = quality;
    this.templates.store(template);
    this.#tell(template, 'message_template_quality_update', {
      previous_quality_score: before,
      new_quality_score: quality,
    });
  }

  recategorise(template: Template, category: string): void {
    template.previous_category = template.category;
    template.category = category;
    this.templates.store(template);
    this.#tell(template, 'template_category_update', {
      previous_category: template.previous_category,
      new_category: category,
    });
  }

  #numberOf({ waba_id }: Template): PhoneNumber | undefined {
    return [...this.#accounts.numbers.values()].find((one) => one.waba_id === waba_id);
  }

  #tell(template: Template, field: string, more: Record<string, unknown>): void {
    const number = this.#numberOf(template);
    if (!number) return;
    const value = {
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      ...more,
    };
    this.#webhooks.change(number, field, JSON.stringify(value));
  }
}

function pauseWords(hours = 3): string {
  return `Your WhatsApp message template has been paused for ${hours} hours because it had issues with quality.`;
}

/** `/{waba-id}/message_templates`: POST makes one, DELETE removes it in every language, GET lists page by page. */
export function answerTemplates(
  desk: TemplateDesk,
  call: Call,
  wabaId: string,
  body: Record<string, unknown>,
  { reply }: { reply: (value: unknown) => void },
): void {
  const { templates } = desk;
  if (call.method === 'POST') {
    const created = templates.create(wabaId, body);
    if ('http' in created) return reply(created);
    const { id, category } = created;
    // Answered PENDING first, as Meta does; the review's outcome comes by webhook.
    reply({ id, status: 'PENDING', category });
    if (templates.autoApprove) desk.reviewSoon(created);
    return undefined;
  }
  if (call.method === 'DELETE') return reply(removed(desk, call, wabaId, body));
  if (desk.listingError !== undefined)
    return reply(graphError(desk.listingError, 'asked for through the control API'));
  const found = templates.list(wabaId).filter((template) => isWanted(template, call.query));
  const fields = found.map((template) => templateFields(template, call.query.get('fields')));
  return reply(pageOf(fields, call.query, call));
}

function removed(
  { templates }: TemplateDesk,
  call: Call,
  wabaId: string,
  body: Record<string, unknown>,
): GraphError | { success: true } {
  const name = call.query.get('name') ?? textOf(body['name']) ?? '';
  const gone = templates.remove(wabaId, name, call.query.get('hsm_id') ?? undefined);
  return gone.length === 0
    ? graphError(100, 'Message template was not found', { subcode: 2593002 })
    : { success: true };
}

function isWanted(template: Template, query: URLSearchParams): boolean {
  return (['name', 'status', 'category', 'language'] as const).every((key) => {
    const wanted = query.get(key);
    return !wanted || template[key] === wanted;
  });
}
