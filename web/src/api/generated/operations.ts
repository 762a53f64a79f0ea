// Made from /openapi.json; do not edit. `npx vitest run web/src/api/operations.test.ts -u` makes it anew.
export interface Operations {
  /** Change an account’s limits or access, or decide that a held one may go on */
  'PATCH /api/v1/accounts/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      display_name?: string | undefined;
      credentials?: Record<string, string> | undefined;
      per_second?: number | undefined;
      per_day?: number | undefined;
      pair_seconds?: number | undefined;
      release_hold?: string | undefined;
    };
    answer: {
      id: string;
      device_id: string;
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      address: string;
      display_name: string;
      base_url: string;
      portfolio_id: string | null;
      per_second: number;
      per_day: number;
      pair_seconds: number;
      sent_today: number;
      health_status: "healthy" | "degraded" | "offline";
      health_reason: string | null;
      policy_hold: string | null;
      paused_until: string | null;
      pause_reason: string | null;
      callback_url: string;
    };
  };
  /** Point the platform’s callbacks for this account at this server */
  'POST /api/v1/accounts/{id}/callbacks': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      callback_url: string;
    };
  };
  /** Numbers as CSV */
  'GET /api/v1/analytics/export': {
    path: undefined;
    query: { kind?: "series" | "campaigns" | undefined; from?: string | undefined; to?: string | undefined; interval?: "MINUTE" | "HOUR" | "DAY" | undefined; campaign_id?: string | undefined; channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined };
    body: undefined;
    answer: string;
  };
  /** Today, the last hour, running campaigns, device health */
  'GET /api/v1/analytics/overview': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      as_of: string;
      time_zone: string;
      today: {
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      minutes: {
        at: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        sent: number;
        delivered: number;
        read: number;
        failed: number;
        replied: number;
      }[];
      campaigns: {
        id: string;
        name: string;
        status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
        numbers: {
          queued: number;
          waiting: number;
          messages_sent: number;
          messages_delivered: number;
          messages_read: number;
          replied: number;
          converted: number;
          opted_out: number;
          messages_failed: number;
          attempted: number;
          skipped: number;
          unknown: number;
          held: number;
          cancelled: number;
          retries: number;
        };
        progress: number | null;
        rate_per_minute: number;
        eta: string | null;
        channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      }[];
      campaigns_running: number;
      devices: {
        healthy: number;
        degraded: number;
        offline: number;
        held: number;
        by_channel: {
          whatsapp?: {
            healthy: number;
            degraded: number;
            offline: number;
          } | undefined;
          telegram?: {
            healthy: number;
            degraded: number;
            offline: number;
          } | undefined;
          signal?: {
            healthy: number;
            degraded: number;
            offline: number;
          } | undefined;
          imessage?: {
            healthy: number;
            degraded: number;
            offline: number;
          } | undefined;
        };
      };
      needs_a_person: {
        held: number;
        unknown: number;
      };
    };
  };
  /** Accept an invitation and sign in */
  'POST /api/v1/auth/join': {
    path: undefined;
    query: undefined;
    body: {
      token: string;
      name: string;
      password: string;
    };
    answer: {
      access_token: string;
      token_type: "Bearer";
      expires_in: number;
      user: {
        id: string;
        workspace_id: string;
        email: string;
        name: string;
        role: "admin" | "standard" | "compliance";
        lead_score_threshold: number;
        language: "en" | "bn";
        theme: "system" | "light" | "dark";
        status: "active" | "disabled";
        last_login: string | null;
        created_at: string;
        updated_at: string;
        version: number;
        session_id: string;
        workspace: {
          id: string;
          name: string;
          product: "mcep" | "shoktiai";
          is_demo: boolean;
          default_country: string;
          time_zone: string;
          language: string;
        };
      };
    };
  };
  /** Sign in */
  'POST /api/v1/auth/login': {
    path: undefined;
    query: undefined;
    body: {
      email: string;
      password: string;
    };
    answer: {
      access_token: string;
      token_type: "Bearer";
      expires_in: number;
      user: {
        id: string;
        workspace_id: string;
        email: string;
        name: string;
        role: "admin" | "standard" | "compliance";
        lead_score_threshold: number;
        language: "en" | "bn";
        theme: "system" | "light" | "dark";
        status: "active" | "disabled";
        last_login: string | null;
        created_at: string;
        updated_at: string;
        version: number;
        session_id: string;
        workspace: {
          id: string;
          name: string;
          product: "mcep" | "shoktiai";
          is_demo: boolean;
          default_country: string;
          time_zone: string;
          language: string;
        };
      };
    };
  };
  /** Sign out of this session */
  'POST /api/v1/auth/logout': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** End every session of mine */
  'POST /api/v1/auth/logout-everywhere': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Get a new access token with the refresh cookie */
  'POST /api/v1/auth/refresh': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      access_token: string;
      token_type: "Bearer";
      expires_in: number;
      user: {
        id: string;
        workspace_id: string;
        email: string;
        name: string;
        role: "admin" | "standard" | "compliance";
        lead_score_threshold: number;
        language: "en" | "bn";
        theme: "system" | "light" | "dark";
        status: "active" | "disabled";
        last_login: string | null;
        created_at: string;
        updated_at: string;
        version: number;
        session_id: string;
        workspace: {
          id: string;
          name: string;
          product: "mcep" | "shoktiai";
          is_demo: boolean;
          default_country: string;
          time_zone: string;
          language: string;
        };
      };
    };
  };
  /** List campaigns, newest first */
  'GET /api/v1/campaigns': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; status?: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled" | undefined; q?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        portfolio_manager_id: string;
        portfolio_manager_name: string;
        name: string;
        purpose: "marketing" | "service" | "coaching";
        status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
        target_segment: {
          countries?: string[] | undefined;
          languages?: string[] | undefined;
          age_range?: unknown[] | undefined;
          location?: string[] | undefined;
          interests?: string[] | undefined;
          lead_score?: unknown[] | undefined;
          import_id?: string | undefined;
        };
        recipients_listed: number;
        message_content: string;
        channel_content: {
          whatsapp?: {
            kind: "text";
            text: string;
          } | {
            kind: "template";
            name: string;
            language: string;
            parameters: string[];
            button_payloads?: string[] | undefined;
          } | {
            kind: "buttons";
            text: string;
            buttons: {
              id: string;
              title: string;
            }[];
          } | undefined;
          telegram?: {
            kind: "text";
            text: string;
          } | {
            kind: "buttons";
            text: string;
            buttons: {
              id: string;
              title: string;
            }[];
          } | undefined;
          signal?: {
            kind: "text";
            text: string;
          } | undefined;
          imessage?: {
            kind: "text";
            text: string;
          } | undefined;
        };
        channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
        engagement_profile_id: string | null;
        weight: number;
        pace_per_second: number | null;
        launch_time: string | null;
        time_zone: string | null;
        launched_at: string | null;
        late_seconds: number | null;
        completed_at: string | null;
        total_recipients: number;
        messages_sent: number;
        messages_delivered: number;
        messages_failed: number;
        numbers: {
          total_recipients: number;
          queued: number;
          waiting: number;
          messages_sent: number;
          messages_delivered: number;
          messages_read: number;
          replied: number;
          converted: number;
          opted_out: number;
          messages_failed: number;
          attempted: number;
          skipped: number;
          unknown: number;
          held: number;
          cancelled: number;
          retries: number;
          by_channel: {
            whatsapp?: {
              messages_sent: number;
              messages_delivered: number;
              messages_read: number;
              replied: number;
              converted: number;
              opted_out: number;
              messages_failed: number;
              attempted: number;
              skipped: number;
              unknown: number;
              held: number;
              cancelled: number;
              retries: number;
            } | undefined;
            telegram?: {
              messages_sent: number;
              messages_delivered: number;
              messages_read: number;
              replied: number;
              converted: number;
              opted_out: number;
              messages_failed: number;
              attempted: number;
              skipped: number;
              unknown: number;
              held: number;
              cancelled: number;
              retries: number;
            } | undefined;
            signal?: {
              messages_sent: number;
              messages_delivered: number;
              messages_read: number;
              replied: number;
              converted: number;
              opted_out: number;
              messages_failed: number;
              attempted: number;
              skipped: number;
              unknown: number;
              held: number;
              cancelled: number;
              retries: number;
            } | undefined;
            imessage?: {
              messages_sent: number;
              messages_delivered: number;
              messages_read: number;
              replied: number;
              converted: number;
              opted_out: number;
              messages_failed: number;
              attempted: number;
              skipped: number;
              unknown: number;
              held: number;
              cancelled: number;
              retries: number;
            } | undefined;
          };
        };
        version: number;
        created_at: string;
        updated_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** Create a draft */
  'POST /api/v1/campaigns': {
    path: undefined;
    query: undefined;
    body: {
      name: string;
      purpose?: "marketing" | "service" | "coaching" | undefined;
      target_segment?: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      } | undefined;
      prospect_ids?: string[] | undefined;
      message_content?: string | undefined;
      channel_content?: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      } | undefined;
      channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
      engagement_profile_id?: string | null | undefined;
      weight?: number | undefined;
      pace_per_second?: number | null | undefined;
    };
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Read a campaign with its numbers */
  'GET /api/v1/campaigns/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Edit a campaign; content only before it is active */
  'PATCH /api/v1/campaigns/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      purpose?: "marketing" | "service" | "coaching" | undefined;
      target_segment?: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      } | undefined;
      prospect_ids?: string[] | undefined;
      message_content?: string | undefined;
      channel_content?: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      } | undefined;
      channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
      engagement_profile_id?: string | null | undefined;
      weight?: number | undefined;
      pace_per_second?: number | null | undefined;
    };
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Delete a draft */
  'DELETE /api/v1/campaigns/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** End it for good; waiting messages are cancelled */
  'POST /api/v1/campaigns/{id}/cancel': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Make a new draft with the same content and audience */
  'POST /api/v1/campaigns/{id}/copy': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Who a launch would reach now, who not and why, and how long it takes */
  'GET /api/v1/campaigns/{id}/forecast': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      audience: number;
      reachable: number;
      by_channel: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        recipients: number;
        senders: number;
        per_second: number;
        left_today: number;
      }[];
      excluded: {
        code: string;
        text: string;
        count: number;
      }[];
      seconds: number | null;
      finish_at: string | null;
      problems: {
        code: string;
        field: string;
        reason: string;
        remedy: string;
        blocking: boolean;
        channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        count?: number | undefined;
      }[];
    };
  };
  /** Launch now */
  'POST /api/v1/campaigns/{id}/launch': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** A campaign while it runs: numbers, pace, last hour, failures, what it waits for */
  'GET /api/v1/campaigns/{id}/live': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      as_of: string;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      rate_per_minute: number;
      eta: string | null;
      minutes: {
        at: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        sent: number;
        delivered: number;
        read: number;
        failed: number;
        replied: number;
      }[];
      reasons: {
        kind: string;
        channel: string;
        code: string;
        count: number;
      }[];
      waiting_for: {
        code: string;
        count: number;
        next_at: string;
      }[];
    };
  };
  /** Every recipient with status and reason */
  'GET /api/v1/campaigns/{id}/messages': {
    path: { id: string };
    query: { limit?: number | undefined; cursor?: string | undefined; status?: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | undefined; platform?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; prospect_id?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        campaign_id: string | null;
        prospect_id: string;
        prospect_name: string | null;
        portfolio_manager_id: string;
        engagement_profile_id: string | null;
        device_id: string | null;
        platform: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        content: string | null;
        delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
        retry_count: number;
        next_retry_at: string | null;
        due_at: string;
        sent_at: string | null;
        delivered_at: string | null;
        read_at: string | null;
        replied_at: string | null;
        failed_reason: string | null;
        failed_text: string | null;
        decision: {
          outcome: "send" | "reschedule" | "skip";
          channel?: string | undefined;
          reasons: {
            code: string;
            channel?: string | undefined;
            detail?: string | undefined;
          }[];
          until?: string | undefined;
          at: string;
          sender?: string | undefined;
        } | null;
        created_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** People who lack something the message names */
  'GET /api/v1/campaigns/{id}/missing-variables': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      checked: number;
      count: number;
      people: {
        prospect_id: string;
        name: string | null;
        channel: string;
        problem: string;
      }[];
    };
  };
  /** Stop sending; says how many messages may still leave */
  'POST /api/v1/campaigns/{id}/pause': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
      may_still_leave: number;
    };
  };
  /** The message as one person would get it */
  'GET /api/v1/campaigns/{id}/preview': {
    path: { id: string };
    query: { prospect_id?: string | undefined };
    body: undefined;
    answer: {
      prospect_id: string | null;
      channels: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        text: string | null;
        problem: string | null;
        code: string | null;
        detail: string | null;
        length: number;
      }[];
      chosen: "whatsapp" | "telegram" | "signal" | "imessage" | null;
      reasons: {
        code: string;
        channel?: string | undefined;
        text: string;
      }[];
    };
  };
  /** Resume a paused campaign where it stopped */
  'POST /api/v1/campaigns/{id}/resume': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Launch later, at an instant or at a local time */
  'POST /api/v1/campaigns/{id}/schedule': {
    path: { id: string };
    query: undefined;
    body: {
      launch_time?: string | undefined;
      local_time?: string | undefined;
      time_zone?: string | undefined;
    };
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      purpose: "marketing" | "service" | "coaching";
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      target_segment: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
        import_id?: string | undefined;
      };
      recipients_listed: number;
      message_content: string;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      messages_sent: number;
      messages_delivered: number;
      messages_failed: number;
      numbers: {
        total_recipients: number;
        queued: number;
        waiting: number;
        messages_sent: number;
        messages_delivered: number;
        messages_read: number;
        replied: number;
        converted: number;
        opted_out: number;
        messages_failed: number;
        attempted: number;
        skipped: number;
        unknown: number;
        held: number;
        cancelled: number;
        retries: number;
        by_channel: {
          whatsapp?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          telegram?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          signal?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
          imessage?: {
            messages_sent: number;
            messages_delivered: number;
            messages_read: number;
            replied: number;
            converted: number;
            opted_out: number;
            messages_failed: number;
            attempted: number;
            skipped: number;
            unknown: number;
            held: number;
            cancelled: number;
            retries: number;
          } | undefined;
        };
      };
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** List conversations, latest word first */
  'GET /api/v1/conversations': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; status?: "open" | "closed" | undefined; unread?: boolean | undefined; channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; assigned?: "me" | "nobody" | undefined; q?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        prospect_id: string;
        prospect_name: string | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        status: "open" | "closed";
        unread_count: number;
        last_snippet: string | null;
        last_inbound_at: string | null;
        last_message_at: string;
        reply_window_ends_at: string | null;
        assigned_to: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** How many open conversations are mine, nobody’s, all, unread */
  'GET /api/v1/conversations/counts': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      mine: number;
      unassigned: number;
      all: number;
      unread: number;
    };
  };
  /** Read one conversation */
  'GET /api/v1/conversations/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      prospect_id: string;
      prospect_name: string | null;
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      status: "open" | "closed";
      unread_count: number;
      last_snippet: string | null;
      last_inbound_at: string | null;
      last_message_at: string;
      reply_window_ends_at: string | null;
      assigned_to: string | null;
    };
  };
  /** Mark as read, close, reopen or assign */
  'PATCH /api/v1/conversations/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      status?: "open" | "closed" | undefined;
      assigned_to?: string | null | undefined;
      read?: true | undefined;
    };
    answer: {
      id: string;
      prospect_id: string;
      prospect_name: string | null;
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      status: "open" | "closed";
      unread_count: number;
      last_snippet: string | null;
      last_inbound_at: string | null;
      last_message_at: string;
      reply_window_ends_at: string | null;
      assigned_to: string | null;
    };
  };
  /** What was said, newest first */
  'GET /api/v1/conversations/{id}/messages': {
    path: { id: string };
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        direction: "in" | "out";
        at: string;
        text: string | null;
        status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | null;
        failed_text: string | null;
        campaign_id: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Answer in a conversation */
  'POST /api/v1/conversations/{id}/messages': {
    path: { id: string };
    query: undefined;
    body: {
      text: string;
    };
    answer: {
      id: string;
      campaign_id: string | null;
      prospect_id: string;
      prospect_name: string | null;
      portfolio_manager_id: string;
      engagement_profile_id: string | null;
      device_id: string | null;
      platform: "whatsapp" | "telegram" | "signal" | "imessage";
      purpose: "marketing" | "service" | "coaching";
      content: string | null;
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
      retry_count: number;
      next_retry_at: string | null;
      due_at: string;
      sent_at: string | null;
      delivered_at: string | null;
      read_at: string | null;
      replied_at: string | null;
      failed_reason: string | null;
      failed_text: string | null;
      decision: {
        outcome: "send" | "reschedule" | "skip";
        channel?: string | undefined;
        reasons: {
          code: string;
          channel?: string | undefined;
          detail?: string | undefined;
        }[];
        until?: string | undefined;
        at: string;
        sender?: string | undefined;
      } | null;
      created_at: string;
      attempts: {
        attempt: number;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        state: string;
        sender: string | null;
        code: string | null;
        detail: string | null;
        intent_at: string;
        responded_at: string | null;
        delivered_at: string | null;
        read_at: string | null;
        failed_at: string | null;
      }[];
    };
  };
  /** Whether this is a demo, and how to sign in to it */
  'GET /api/v1/demo': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      enabled: boolean;
      logins: {
        email: string;
        role: "admin" | "standard" | "compliance";
      }[];
      password?: string | undefined;
      quiet_hours_note?: string | undefined;
    };
  };
  /** Have the platform restrict one of our senders, or let it go on */
  'POST /api/v1/demo/bans': {
    path: undefined;
    query: undefined;
    body: {
      account_id: string;
      banned: boolean;
    };
    answer: undefined;
  };
  /** Make every simulated platform well again */
  'POST /api/v1/demo/calm': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        slow_ms: number;
        drop_receipts: number;
        reorder_receipts: number;
        outage: boolean;
        accepted: number;
        doubled: number;
        violations: number;
      }[];
    };
  };
  /** How the simulated platforms behave now */
  'GET /api/v1/demo/panel': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        slow_ms: number;
        drop_receipts: number;
        reorder_receipts: number;
        outage: boolean;
        accepted: number;
        doubled: number;
        violations: number;
      }[];
    };
  };
  /** Make a simulated platform slow, lossy or unreachable */
  'PATCH /api/v1/demo/panel': {
    path: undefined;
    query: undefined;
    body: {
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      slow_ms?: number | undefined;
      drop_receipts?: number | undefined;
      reorder_receipts?: number | undefined;
      outage?: boolean | undefined;
    };
    answer: {
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      slow_ms: number;
      drop_receipts: number;
      reorder_receipts: number;
      outage: boolean;
      accepted: number;
      doubled: number;
      violations: number;
    };
  };
  /** Remove the sample workspace, everybody in it and the simulators, for good */
  'POST /api/v1/demo/removal': {
    path: undefined;
    query: undefined;
    body: {
      confirm: "remove";
    };
    answer: undefined;
  };
  /** Send a reply as one of the simulated people */
  'POST /api/v1/demo/replies': {
    path: undefined;
    query: undefined;
    body: {
      prospect_id: string;
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      text: string;
    };
    answer: undefined;
  };
  /** Addresses of the channel simulators */
  'GET /api/v1/demo/simulators': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        url: string;
      }[];
    };
  };
  /** List devices with their accounts, worst first */
  'GET /api/v1/devices': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; health_status?: "healthy" | "degraded" | "offline" | undefined; channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; q?: string | undefined; held?: boolean | undefined; maintenance?: boolean | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        device_identifier: string;
        name: string;
        platform_type: "ios" | "android" | "mac" | "cloud";
        supported_platforms: ("whatsapp" | "telegram" | "signal" | "imessage")[];
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        last_health_check: string;
        current_allocation: string | null;
        messages_sent_today: number;
        rate_limit_reset_at: string;
        maintenance: boolean;
        accounts: {
          id: string;
          device_id: string;
          channel: "whatsapp" | "telegram" | "signal" | "imessage";
          address: string;
          display_name: string;
          base_url: string;
          portfolio_id: string | null;
          per_second: number;
          per_day: number;
          pair_seconds: number;
          sent_today: number;
          health_status: "healthy" | "degraded" | "offline";
          health_reason: string | null;
          policy_hold: string | null;
          paused_until: string | null;
          pause_reason: string | null;
          callback_url: string;
        }[];
        created_at: string;
        updated_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** Add a device */
  'POST /api/v1/devices': {
    path: undefined;
    query: undefined;
    body: {
      device_identifier: string;
      name: string;
      platform_type: "ios" | "android" | "mac" | "cloud";
    };
    answer: {
      id: string;
      device_identifier: string;
      name: string;
      platform_type: "ios" | "android" | "mac" | "cloud";
      supported_platforms: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      health_status: "healthy" | "degraded" | "offline";
      health_reason: string | null;
      last_health_check: string;
      current_allocation: string | null;
      messages_sent_today: number;
      rate_limit_reset_at: string;
      maintenance: boolean;
      accounts: {
        id: string;
        device_id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        display_name: string;
        base_url: string;
        portfolio_id: string | null;
        per_second: number;
        per_day: number;
        pair_seconds: number;
        sent_today: number;
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        policy_hold: string | null;
        paused_until: string | null;
        pause_reason: string | null;
        callback_url: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** The pool by state */
  'GET /api/v1/devices/summary': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      total: number;
      healthy: number;
      degraded: number;
      offline: number;
      maintenance: number;
      held: number;
    };
  };
  /** Read a device */
  'GET /api/v1/devices/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      device_identifier: string;
      name: string;
      platform_type: "ios" | "android" | "mac" | "cloud";
      supported_platforms: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      health_status: "healthy" | "degraded" | "offline";
      health_reason: string | null;
      last_health_check: string;
      current_allocation: string | null;
      messages_sent_today: number;
      rate_limit_reset_at: string;
      maintenance: boolean;
      accounts: {
        id: string;
        device_id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        display_name: string;
        base_url: string;
        portfolio_id: string | null;
        per_second: number;
        per_day: number;
        pair_seconds: number;
        sent_today: number;
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        policy_hold: string | null;
        paused_until: string | null;
        pause_reason: string | null;
        callback_url: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Rename a device or take it out for maintenance */
  'PATCH /api/v1/devices/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      maintenance?: boolean | undefined;
    };
    answer: {
      id: string;
      device_identifier: string;
      name: string;
      platform_type: "ios" | "android" | "mac" | "cloud";
      supported_platforms: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      health_status: "healthy" | "degraded" | "offline";
      health_reason: string | null;
      last_health_check: string;
      current_allocation: string | null;
      messages_sent_today: number;
      rate_limit_reset_at: string;
      maintenance: boolean;
      accounts: {
        id: string;
        device_id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        display_name: string;
        base_url: string;
        portfolio_id: string | null;
        per_second: number;
        per_day: number;
        pair_seconds: number;
        sent_today: number;
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        policy_hold: string | null;
        paused_until: string | null;
        pause_reason: string | null;
        callback_url: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Connect a sender account to a device */
  'POST /api/v1/devices/{id}/accounts': {
    path: { id: string };
    query: undefined;
    body: {
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      address: string;
      display_name?: string | undefined;
      base_url: string;
      credentials: Record<string, string>;
      settings?: Record<string, unknown> | undefined;
      portfolio_id?: string | null | undefined;
      per_second?: number | undefined;
      per_day?: number | undefined;
      pair_seconds?: number | undefined;
    };
    answer: {
      id: string;
      device_identifier: string;
      name: string;
      platform_type: "ios" | "android" | "mac" | "cloud";
      supported_platforms: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      health_status: "healthy" | "degraded" | "offline";
      health_reason: string | null;
      last_health_check: string;
      current_allocation: string | null;
      messages_sent_today: number;
      rate_limit_reset_at: string;
      maintenance: boolean;
      accounts: {
        id: string;
        device_id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        display_name: string;
        base_url: string;
        portfolio_id: string | null;
        per_second: number;
        per_day: number;
        pair_seconds: number;
        sent_today: number;
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        policy_hold: string | null;
        paused_until: string | null;
        pause_reason: string | null;
        callback_url: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Report a device’s state */
  'POST /api/v1/devices/{id}/heartbeat': {
    path: { id: string };
    query: undefined;
    body: {
      health_status: "healthy" | "degraded" | "offline";
      reason?: string | undefined;
      battery?: number | undefined;
      network?: string | undefined;
    };
    answer: undefined;
  };
  /** List imports, newest first */
  'GET /api/v1/imports': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        kind: string;
        file_name: string | null;
        byte_size: number;
        status: "uploaded" | "running" | "completed" | "failed" | "undoing" | "undone";
        encoding: string | null;
        delimiter: string | null;
        columns: {
          column: string;
          field: string | null;
          note?: string | undefined;
        }[];
        options: Record<string, unknown>;
        rows_total: number;
        rows_imported: number;
        rows_updated: number;
        rows_rejected: number;
        rows_without_consent: number;
        consents_recorded: number;
        opt_outs_respected: number;
        progress: number;
        error_code: string | null;
        error_detail: string | null;
        undo: {
          deleted: number;
          restored: number;
          kept: number;
        } | null;
        user_id: string;
        created_at: string;
        started_at: string | null;
        finished_at: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Import contacts from a CSV */
  'POST /api/v1/imports': {
    path: undefined;
    query: { kind?: "prospects" | undefined; mapping?: string | undefined; options?: string | undefined; default_country?: string | undefined; file_name?: string | undefined };
    body: undefined;
    answer: {
      id: string;
      status: "uploaded" | "running" | "completed" | "failed" | "undoing" | "undone";
    };
  };
  /** See how a file would be read */
  'POST /api/v1/imports/preview': {
    path: undefined;
    query: { kind?: "prospects" | undefined; mapping?: string | undefined; options?: string | undefined; default_country?: string | undefined; file_name?: string | undefined };
    body: undefined;
    answer: {
      encoding: string;
      delimiter: string;
      has_header: boolean;
      columns: {
        column: string;
        field: string | null;
        note?: string | undefined;
        samples: string[];
      }[];
      rows: string[][];
      rows_checked: number;
      issues: {
        line: number;
        column: string | null;
        code: string;
        reason: string;
      }[];
      rows_without_consent: number;
    };
  };
  /** Follow an import */
  'GET /api/v1/imports/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      kind: string;
      file_name: string | null;
      byte_size: number;
      status: "uploaded" | "running" | "completed" | "failed" | "undoing" | "undone";
      encoding: string | null;
      delimiter: string | null;
      columns: {
        column: string;
        field: string | null;
        note?: string | undefined;
      }[];
      options: Record<string, unknown>;
      rows_total: number;
      rows_imported: number;
      rows_updated: number;
      rows_rejected: number;
      rows_without_consent: number;
      consents_recorded: number;
      opt_outs_respected: number;
      progress: number;
      error_code: string | null;
      error_detail: string | null;
      undo: {
        deleted: number;
        restored: number;
        kept: number;
      } | null;
      user_id: string;
      created_at: string;
      started_at: string | null;
      finished_at: string | null;
    };
  };
  /** Rejected rows, a page at a time */
  'GET /api/v1/imports/{id}/rejected-rows': {
    path: { id: string };
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        row_number: number;
        line: number;
        column: string | null;
        code: string;
        reason: string;
        value: string | null;
        record: string[];
      }[];
      next_cursor: string | null;
    };
  };
  /** Rejected rows as CSV, with line and reason */
  'GET /api/v1/imports/{id}/rejects': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: string;
  };
  /** Undo an import */
  'POST /api/v1/imports/{id}/undo': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      status: "uploaded" | "running" | "completed" | "failed" | "undoing" | "undone";
    };
  };
  /** Invitations, newest first */
  'GET /api/v1/invitations': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        email: string;
        name: string | null;
        role: "admin" | "standard" | "compliance";
        invited_by: string;
        status: "open" | "accepted" | "withdrawn" | "expired";
        created_at: string;
        expires_at: string;
        accepted_at: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Invite somebody */
  'POST /api/v1/invitations': {
    path: undefined;
    query: undefined;
    body: {
      email: string;
      role: "admin" | "standard" | "compliance";
      name?: string | undefined;
    };
    answer: {
      id: string;
      email: string;
      name: string | null;
      role: "admin" | "standard" | "compliance";
      invited_by: string;
      status: "open" | "accepted" | "withdrawn" | "expired";
      created_at: string;
      expires_at: string;
      accepted_at: string | null;
      link: string;
    };
  };
  /** Withdraw an invitation */
  'DELETE /api/v1/invitations/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** My account and workspace */
  'GET /api/v1/me': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      workspace_id: string;
      email: string;
      name: string;
      role: "admin" | "standard" | "compliance";
      lead_score_threshold: number;
      language: "en" | "bn";
      theme: "system" | "light" | "dark";
      status: "active" | "disabled";
      last_login: string | null;
      created_at: string;
      updated_at: string;
      version: number;
      session_id: string;
      workspace: {
        id: string;
        name: string;
        product: "mcep" | "shoktiai";
        is_demo: boolean;
        default_country: string;
        time_zone: string;
        language: string;
      };
    };
  };
  /** Change my name, language, theme or threshold */
  'PATCH /api/v1/me': {
    path: undefined;
    query: undefined;
    body: {
      name?: string | undefined;
      language?: "en" | "bn" | undefined;
      theme?: "system" | "light" | "dark" | undefined;
      lead_score_threshold?: number | undefined;
    };
    answer: {
      id: string;
      workspace_id: string;
      email: string;
      name: string;
      role: "admin" | "standard" | "compliance";
      lead_score_threshold: number;
      language: "en" | "bn";
      theme: "system" | "light" | "dark";
      status: "active" | "disabled";
      last_login: string | null;
      created_at: string;
      updated_at: string;
      version: number;
      session_id: string;
      workspace: {
        id: string;
        name: string;
        product: "mcep" | "shoktiai";
        is_demo: boolean;
        default_country: string;
        time_zone: string;
        language: string;
      };
    };
  };
  /** Change my password */
  'POST /api/v1/me/password': {
    path: undefined;
    query: undefined;
    body: {
      current_password: string;
      new_password: string;
    };
    answer: undefined;
  };
  /** My named views of a list */
  'GET /api/v1/me/saved-views': {
    path: undefined;
    query: { list: "prospects" | "campaigns" | "devices" };
    body: undefined;
    answer: {
      list: "prospects" | "campaigns" | "devices";
      views: {
        name: string;
        query: Record<string, string>;
      }[];
    };
  };
  /** Replace my named views of a list */
  'PUT /api/v1/me/saved-views': {
    path: undefined;
    query: undefined;
    body: {
      list: "prospects" | "campaigns" | "devices";
      views: {
        name: string;
        query: Record<string, string>;
      }[];
    };
    answer: {
      list: "prospects" | "campaigns" | "devices";
      views: {
        name: string;
        query: Record<string, string>;
      }[];
    };
  };
  /** Where I am signed in */
  'GET /api/v1/me/sessions': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        id: string;
        current: boolean;
        user_agent: string | null;
        ip: string | null;
        created_at: string;
        last_used_at: string;
        expires_at: string;
      }[];
      next_cursor: null;
    };
  };
  /** End one of my sessions */
  'DELETE /api/v1/me/sessions/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List messages, newest first */
  'GET /api/v1/messages': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; status?: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | undefined; platform?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; prospect_id?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        campaign_id: string | null;
        prospect_id: string;
        prospect_name: string | null;
        portfolio_manager_id: string;
        engagement_profile_id: string | null;
        device_id: string | null;
        platform: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        content: string | null;
        delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
        retry_count: number;
        next_retry_at: string | null;
        due_at: string;
        sent_at: string | null;
        delivered_at: string | null;
        read_at: string | null;
        replied_at: string | null;
        failed_reason: string | null;
        failed_text: string | null;
        decision: {
          outcome: "send" | "reschedule" | "skip";
          channel?: string | undefined;
          reasons: {
            code: string;
            channel?: string | undefined;
            detail?: string | undefined;
          }[];
          until?: string | undefined;
          at: string;
          sender?: string | undefined;
        } | null;
        created_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** Send one message to one person */
  'POST /api/v1/messages': {
    path: undefined;
    query: undefined;
    body: {
      prospect_id: string;
      purpose?: "marketing" | "service" | "coaching" | undefined;
      channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
      content: {
        whatsapp?: {
          kind: "text";
          text: string;
        } | {
          kind: "template";
          name: string;
          language: string;
          parameters: string[];
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
        } | {
          kind: "buttons";
          text: string;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
        } | undefined;
      } | string;
    };
    answer: {
      id: string;
      campaign_id: string | null;
      prospect_id: string;
      prospect_name: string | null;
      portfolio_manager_id: string;
      engagement_profile_id: string | null;
      device_id: string | null;
      platform: "whatsapp" | "telegram" | "signal" | "imessage";
      purpose: "marketing" | "service" | "coaching";
      content: string | null;
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
      retry_count: number;
      next_retry_at: string | null;
      due_at: string;
      sent_at: string | null;
      delivered_at: string | null;
      read_at: string | null;
      replied_at: string | null;
      failed_reason: string | null;
      failed_text: string | null;
      decision: {
        outcome: "send" | "reschedule" | "skip";
        channel?: string | undefined;
        reasons: {
          code: string;
          channel?: string | undefined;
          detail?: string | undefined;
        }[];
        until?: string | undefined;
        at: string;
        sender?: string | undefined;
      } | null;
      created_at: string;
      attempts: {
        attempt: number;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        state: string;
        sender: string | null;
        code: string | null;
        detail: string | null;
        intent_at: string;
        responded_at: string | null;
        delivered_at: string | null;
        read_at: string | null;
        failed_at: string | null;
      }[];
    };
  };
  /** One message with its decision and every attempt */
  'GET /api/v1/messages/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      campaign_id: string | null;
      prospect_id: string;
      prospect_name: string | null;
      portfolio_manager_id: string;
      engagement_profile_id: string | null;
      device_id: string | null;
      platform: "whatsapp" | "telegram" | "signal" | "imessage";
      purpose: "marketing" | "service" | "coaching";
      content: string | null;
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
      retry_count: number;
      next_retry_at: string | null;
      due_at: string;
      sent_at: string | null;
      delivered_at: string | null;
      read_at: string | null;
      replied_at: string | null;
      failed_reason: string | null;
      failed_text: string | null;
      decision: {
        outcome: "send" | "reschedule" | "skip";
        channel?: string | undefined;
        reasons: {
          code: string;
          channel?: string | undefined;
          detail?: string | undefined;
        }[];
        until?: string | undefined;
        at: string;
        sender?: string | undefined;
      } | null;
      created_at: string;
      attempts: {
        attempt: number;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        state: string;
        sender: string | null;
        code: string | null;
        detail: string | null;
        intent_at: string;
        responded_at: string | null;
        delivered_at: string | null;
        read_at: string | null;
        failed_at: string | null;
      }[];
    };
  };
  /** List engagement profiles, newest first */
  'GET /api/v1/profiles': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        portfolio_manager_id: string;
        name: string;
        language: string;
        branding_config: unknown;
        messaging_templates: unknown;
        compliance_rules: unknown;
        target_demographics: unknown | null;
        is_active: boolean;
        version: number;
        created_at: string;
        updated_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** Read an engagement profile */
  'GET /api/v1/profiles/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      name: string;
      language: string;
      branding_config: unknown;
      messaging_templates: unknown;
      compliance_rules: unknown;
      target_demographics: unknown | null;
      is_active: boolean;
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Add a person to your book */
  'POST /api/v1/prospects': {
    path: undefined;
    query: undefined;
    body: {
      phone_number: string;
      email?: string | null | undefined;
      name?: string | null | undefined;
      first_name?: string | null | undefined;
      last_name?: string | null | undefined;
      language?: string | null | undefined;
      country?: string | null | undefined;
      time_zone?: string | null | undefined;
      demographics?: {
        age?: number | undefined;
        location?: string | undefined;
        interests?: string[] | undefined;
      } | undefined;
      asset_class_interests?: string[] | undefined;
      attributes?: Record<string, unknown> | undefined;
    };
    answer: {
      id: string;
      phone_number: string | null;
      email: string | null;
      name: string | null;
      first_name: string | null;
      last_name: string | null;
      language: string | null;
      country: string | null;
      time_zone: string | null;
      demographics: Record<string, unknown>;
      asset_class_interests: unknown[];
      attributes: Record<string, unknown>;
      lead_score: number;
      last_engagement: string | null;
      held_reason: string | null;
      import_id: string | null;
      version: number;
      created_at: string;
      updated_at: string;
      consents: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        granted: boolean;
      }[];
      owners: {
        user_id: string;
        name: string;
      }[];
      suppressed: boolean;
    };
  };
  /** List and search people */
  'GET /api/v1/prospects': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; q?: string | undefined; country?: string | undefined; language?: string | undefined; min_score?: number | undefined; max_score?: number | undefined; consent?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; consent_purpose?: "marketing" | "service" | "coaching" | undefined; identity?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; import_id?: string | undefined; sort?: "created" | "score" | "last_engagement" | "name" | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        phone_number: string | null;
        email: string | null;
        name: string | null;
        first_name: string | null;
        last_name: string | null;
        language: string | null;
        country: string | null;
        time_zone: string | null;
        demographics: Record<string, unknown>;
        asset_class_interests: unknown[];
        attributes: Record<string, unknown>;
        lead_score: number;
        last_engagement: string | null;
        held_reason: string | null;
        import_id: string | null;
        version: number;
        created_at: string;
        updated_at: string;
        consents: {
          channel: "whatsapp" | "telegram" | "signal" | "imessage";
          purpose: "marketing" | "service" | "coaching";
          granted: boolean;
        }[];
      }[];
      next_cursor: string | null;
    };
  };
  /** One person */
  'GET /api/v1/prospects/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      phone_number: string | null;
      email: string | null;
      name: string | null;
      first_name: string | null;
      last_name: string | null;
      language: string | null;
      country: string | null;
      time_zone: string | null;
      demographics: Record<string, unknown>;
      asset_class_interests: unknown[];
      attributes: Record<string, unknown>;
      lead_score: number;
      last_engagement: string | null;
      held_reason: string | null;
      import_id: string | null;
      version: number;
      created_at: string;
      updated_at: string;
      consents: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        granted: boolean;
      }[];
      owners: {
        user_id: string;
        name: string;
      }[];
      suppressed: boolean;
    };
  };
  /** Change a person */
  'PATCH /api/v1/prospects/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      phone_number?: string | undefined;
      email?: string | null | undefined;
      name?: string | null | undefined;
      first_name?: string | null | undefined;
      last_name?: string | null | undefined;
      language?: string | null | undefined;
      country?: string | null | undefined;
      time_zone?: string | null | undefined;
      demographics?: {
        age?: number | undefined;
        location?: string | undefined;
        interests?: string[] | undefined;
      } | undefined;
      asset_class_interests?: string[] | undefined;
      attributes?: Record<string, unknown> | undefined;
    };
    answer: {
      id: string;
      phone_number: string | null;
      email: string | null;
      name: string | null;
      first_name: string | null;
      last_name: string | null;
      language: string | null;
      country: string | null;
      time_zone: string | null;
      demographics: Record<string, unknown>;
      asset_class_interests: unknown[];
      attributes: Record<string, unknown>;
      lead_score: number;
      last_engagement: string | null;
      held_reason: string | null;
      import_id: string | null;
      version: number;
      created_at: string;
      updated_at: string;
      consents: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        granted: boolean;
      }[];
      owners: {
        user_id: string;
        name: string;
      }[];
      suppressed: boolean;
    };
  };
  /** Delete a person nobody wrote to */
  'DELETE /api/v1/prospects/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** What a person agreed to, and when */
  'GET /api/v1/prospects/{id}/consents': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      state: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        granted: boolean;
      }[];
      items: {
        id: number;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        action: "granted" | "withdrawn";
        source: string;
        by_person: boolean;
        evidence: Record<string, unknown>;
        occurred_at: string;
        recorded_at: string;
        recorded_by: string | null;
        import_id: string | null;
        void: boolean;
      }[];
    };
  };
  /** Record a grant or a withdrawal */
  'POST /api/v1/prospects/{id}/consents': {
    path: { id: string };
    query: undefined;
    body: {
      channel: "whatsapp" | "telegram" | "signal" | "imessage" | ("whatsapp" | "telegram" | "signal" | "imessage")[];
      purpose: "marketing" | "service" | "coaching" | ("marketing" | "service" | "coaching")[];
      action: "granted" | "withdrawn";
      source: string;
      evidence?: Record<string, unknown> | undefined;
      occurred_at?: string | undefined;
    };
    answer: {
      state: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        granted: boolean;
      }[];
      items: {
        id: number;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        action: "granted" | "withdrawn";
        source: string;
        by_person: boolean;
        evidence: Record<string, unknown>;
        occurred_at: string;
        recorded_at: string;
        recorded_by: string | null;
        import_id: string | null;
        void: boolean;
      }[];
    };
  };
  /** Where a person can be met on each channel */
  'GET /api/v1/prospects/{id}/identities': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      items: {
        id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        account_id: string | null;
        status: "active" | "unreachable" | "blocked";
        status_code: string | null;
        source: string;
        learned_at: string;
        updated_at: string;
      }[];
    };
  };
  /** Let sending to a held person go on */
  'POST /api/v1/prospects/{id}/release': {
    path: { id: string };
    query: undefined;
    body: {
      reason: string;
    };
    answer: {
      id: string;
      phone_number: string | null;
      email: string | null;
      name: string | null;
      first_name: string | null;
      last_name: string | null;
      language: string | null;
      country: string | null;
      time_zone: string | null;
      demographics: Record<string, unknown>;
      asset_class_interests: unknown[];
      attributes: Record<string, unknown>;
      lead_score: number;
      last_engagement: string | null;
      held_reason: string | null;
      import_id: string | null;
      version: number;
      created_at: string;
      updated_at: string;
      consents: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        granted: boolean;
      }[];
      owners: {
        user_id: string;
        name: string;
      }[];
      suppressed: boolean;
    };
  };
  /** Put a person into another book as well */
  'POST /api/v1/prospects/{id}/share': {
    path: { id: string };
    query: undefined;
    body: {
      user_id: string;
    };
    answer: {
      id: string;
      phone_number: string | null;
      email: string | null;
      name: string | null;
      first_name: string | null;
      last_name: string | null;
      language: string | null;
      country: string | null;
      time_zone: string | null;
      demographics: Record<string, unknown>;
      asset_class_interests: unknown[];
      attributes: Record<string, unknown>;
      lead_score: number;
      last_engagement: string | null;
      held_reason: string | null;
      import_id: string | null;
      version: number;
      created_at: string;
      updated_at: string;
      consents: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
        granted: boolean;
      }[];
      owners: {
        user_id: string;
        name: string;
      }[];
      suppressed: boolean;
    };
  };
  /** Make a Telegram start link for a person */
  'POST /api/v1/prospects/{id}/start-link': {
    path: { id: string };
    query: undefined;
    body: {
      channel: "telegram";
      grants: string[];
      wording: string;
      account_id?: string | undefined;
    };
    answer: {
      token: string;
      url: string;
    };
  };
  /** What happened with a person, newest first */
  'GET /api/v1/prospects/{id}/timeline': {
    path: { id: string };
    query: { limit?: number | undefined; cursor?: string | undefined; kind?: "activity" | "history" | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        timestamp: string;
        platform: string | null;
        action_type: string;
        campaign_id: string | null;
        message_id: string | null;
        text: string | null;
        details: Record<string, unknown>;
      }[];
      next_cursor: string | null;
    };
  };
  /** Does this installation wait for its first workspace? */
  'GET /api/v1/setup': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      needed: boolean;
      code_required: boolean;
    };
  };
  /** Make the first workspace and its administrator */
  'POST /api/v1/setup': {
    path: undefined;
    query: undefined;
    body: {
      code?: string | undefined;
      workspace: {
        name: string;
        default_country?: string | undefined;
        time_zone?: string | undefined;
        language?: string | undefined;
      };
      admin: {
        email: string;
        name: string;
        password: string;
      };
    };
    answer: {
      access_token: string;
      token_type: "Bearer";
      expires_in: number;
      user: {
        id: string;
        workspace_id: string;
        email: string;
        name: string;
        role: "admin" | "standard" | "compliance";
        lead_score_threshold: number;
        language: "en" | "bn";
        theme: "system" | "light" | "dark";
        status: "active" | "disabled";
        last_login: string | null;
        created_at: string;
        updated_at: string;
        version: number;
        session_id: string;
        workspace: {
          id: string;
          name: string;
          product: "mcep" | "shoktiai";
          is_demo: boolean;
          default_country: string;
          time_zone: string;
          language: string;
        };
      };
    };
  };
  /** Make start links for many people */
  'POST /api/v1/start-links': {
    path: undefined;
    query: undefined;
    body: {
      channel: "telegram";
      grants: string[];
      wording: string;
      account_id?: string | undefined;
      prospect_ids?: string[] | undefined;
      filter?: {
        q?: string | undefined;
        country?: string | undefined;
        language?: string | undefined;
        min_score?: number | undefined;
        max_score?: number | undefined;
        consent?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        consent_purpose?: "marketing" | "service" | "coaching" | undefined;
        identity?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        import_id?: string | undefined;
      } | undefined;
    };
    answer: {
      items: {
        prospect_id: string;
        token: string;
        url: string;
      }[];
    };
  };
  /** Live numbers as Server-Sent Events */
  'GET /api/v1/stream': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: string;
  };
  /** List addresses that must not be messaged */
  'GET /api/v1/suppressions': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
        purpose: "marketing" | "service" | "coaching" | null;
        reason: string;
        note: string | null;
        source: string;
        hint: string | null;
        prospect_id: string | null;
        created_by: string | null;
        created_at: string;
        liftable: boolean;
      }[];
      next_cursor: string | null;
    };
  };
  /** Stop messaging an address */
  'POST /api/v1/suppressions': {
    path: undefined;
    query: undefined;
    body: {
      phone?: string | undefined;
      channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
      address?: string | undefined;
      purpose?: "marketing" | "service" | "coaching" | undefined;
      reason: "opted_out" | "person_request" | "complaint" | "blocked_by_person" | "erased" | "wrong_number" | "not_on_channel" | "duplicate" | "admin_decision";
      note?: string | undefined;
    };
    answer: {
      id: string;
      channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
      purpose: "marketing" | "service" | "coaching" | null;
      reason: string;
      note: string | null;
      source: string;
      hint: string | null;
      prospect_id: string | null;
      created_by: string | null;
      created_at: string;
      liftable: boolean;
    };
  };
  /** Lift a stop that was ours */
  'DELETE /api/v1/suppressions/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List the workspace’s channel templates */
  'GET /api/v1/templates': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        id: string;
        channel: string;
        name: string;
        language: string;
        category: string;
        status: string;
        body: string | null;
        parameters: number;
        updated_at: string;
      }[];
    };
  };
  /** The workspace’s users */
  'GET /api/v1/users': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; role?: "admin" | "standard" | "compliance" | undefined; status?: "active" | "disabled" | undefined; q?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        workspace_id: string;
        email: string;
        name: string;
        role: "admin" | "standard" | "compliance";
        lead_score_threshold: number;
        language: "en" | "bn";
        theme: "system" | "light" | "dark";
        status: "active" | "disabled";
        last_login: string | null;
        created_at: string;
        updated_at: string;
        version: number;
      }[];
      next_cursor: string | null;
    };
  };
  /** One user */
  'GET /api/v1/users/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      workspace_id: string;
      email: string;
      name: string;
      role: "admin" | "standard" | "compliance";
      lead_score_threshold: number;
      language: "en" | "bn";
      theme: "system" | "light" | "dark";
      status: "active" | "disabled";
      last_login: string | null;
      created_at: string;
      updated_at: string;
      version: number;
    };
  };
  /** Change a user’s role, status, name or threshold */
  'PATCH /api/v1/users/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      role?: "admin" | "standard" | "compliance" | undefined;
      status?: "active" | "disabled" | undefined;
      lead_score_threshold?: number | undefined;
    };
    answer: {
      id: string;
      workspace_id: string;
      email: string;
      name: string;
      role: "admin" | "standard" | "compliance";
      lead_score_threshold: number;
      language: "en" | "bn";
      theme: "system" | "light" | "dark";
      status: "active" | "disabled";
      last_login: string | null;
      created_at: string;
      updated_at: string;
      version: number;
    };
  };
  /** My workspace and its settings */
  'GET /api/v1/workspace': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      name: string;
      slug: string;
      product: "mcep" | "shoktiai";
      is_demo: boolean;
      default_country: string;
      time_zone: string;
      language: string;
      settings: {
        quiet_hours: {
          enabled: boolean;
          start: string;
          end: string;
        };
        weekly_caps: {
          marketing: number;
          coaching: number;
        };
        opt_out_keywords: string[];
      };
      created_at: string;
      updated_at: string;
      version: number;
    };
  };
  /** Change the workspace’s name, defaults or settings */
  'PATCH /api/v1/workspace': {
    path: undefined;
    query: undefined;
    body: {
      name?: string | undefined;
      default_country?: string | undefined;
      time_zone?: string | undefined;
      language?: string | undefined;
      settings?: {
        quiet_hours?: {
          enabled: boolean;
          start: string;
          end: string;
        } | undefined;
        weekly_caps?: {
          marketing: number;
          coaching: number;
        } | undefined;
        opt_out_keywords?: string[] | undefined;
      } | undefined;
    };
    answer: {
      id: string;
      name: string;
      slug: string;
      product: "mcep" | "shoktiai";
      is_demo: boolean;
      default_country: string;
      time_zone: string;
      language: string;
      settings: {
        quiet_hours: {
          enabled: boolean;
          start: string;
          end: string;
        };
        weekly_caps: {
          marketing: number;
          coaching: number;
        };
        opt_out_keywords: string[];
      };
      created_at: string;
      updated_at: string;
      version: number;
    };
  };
  /** The first steps of a workspace, and which are done */
  'GET /api/v1/workspace/checklist': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      steps: {
        name: "sender" | "contacts" | "consent" | "campaign" | "answer" | "colleague";
        done: boolean;
      }[];
    };
  };
}
