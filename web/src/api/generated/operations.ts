// Made from /openapi.json; do not edit. `npx vitest run web/src/api/operations.test.ts -u` makes it anew.
export interface Operations {
  /** Try credentials before they are saved */
  'POST /api/v1/accounts/check': {
    path: undefined;
    query: undefined;
    body: {
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      address: string;
      base_url: string;
      credentials: Record<string, string>;
      settings?: Record<string, unknown> | undefined;
    };
    answer: {
      health: "healthy" | "degraded" | "offline";
      code: string | null;
      detail: string;
      checked_at: string;
    };
  };
  /** Change an account’s limits or access, or decide that a held one may go on */
  'PATCH /api/v1/accounts/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      display_name?: string | undefined;
      base_url?: string | undefined;
      credentials?: Record<string, string> | undefined;
      settings?: Record<string, unknown> | undefined;
      portfolio_id?: string | null | undefined;
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
      settings: Record<string, string>;
      access_version: number;
      portfolio_id: string | null;
      portfolio_name: string | null;
      per_second: number;
      per_day: number;
      pair_seconds: number;
      default_limits: {
        per_second: number;
        per_day: number;
        pair_seconds: number;
      };
      highest_limits: {
        per_second: number;
        per_day: number;
        pair_seconds: number;
      };
      sent_today: number;
      in_flight: number;
      health_status: "healthy" | "degraded" | "offline";
      health_reason: string | null;
      policy_hold: string | null;
      hold: {
        reason: string;
        held_at: string | null;
        campaigns: number;
        decision: "continue_without" | null;
      } | null;
      check: {
        health: "healthy" | "degraded" | "offline";
        code: string | null;
        detail: string;
        checked_at: string;
      } | null;
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
  /** Ask the platform how an account is */
  'POST /api/v1/accounts/{id}/check': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      health: "healthy" | "degraded" | "offline";
      code: string | null;
      detail: string;
      checked_at: string;
    };
  };
  /** Decide about an account a platform’s signal stopped */
  'POST /api/v1/accounts/{id}/decision': {
    path: { id: string };
    query: undefined;
    body: {
      decision: "release" | "continue_without";
      reason: string;
    };
    answer: {
      id: string;
      device_id: string;
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      address: string;
      display_name: string;
      base_url: string;
      settings: Record<string, string>;
      access_version: number;
      portfolio_id: string | null;
      portfolio_name: string | null;
      per_second: number;
      per_day: number;
      pair_seconds: number;
      default_limits: {
        per_second: number;
        per_day: number;
        pair_seconds: number;
      };
      highest_limits: {
        per_second: number;
        per_day: number;
        pair_seconds: number;
      };
      sent_today: number;
      in_flight: number;
      health_status: "healthy" | "degraded" | "offline";
      health_reason: string | null;
      policy_hold: string | null;
      hold: {
        reason: string;
        held_at: string | null;
        campaigns: number;
        decision: "continue_without" | null;
      } | null;
      check: {
        health: "healthy" | "degraded" | "offline";
        code: string | null;
        detail: string;
        checked_at: string;
      } | null;
      paused_until: string | null;
      pause_reason: string | null;
      callback_url: string;
    };
  };
  /** Who waits for the decision about a held account */
  'GET /api/v1/accounts/{id}/waiting': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      people: number;
      unreachable: number;
      campaigns: {
        id: string;
        name: string;
        waiting: number;
      }[];
    };
  };
  /** How to point the platform’s callbacks for this account at this server */
  'GET /api/v1/accounts/{id}/webhook': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      callback_url: string;
      automatic: boolean;
      needed: boolean;
      header: string | null;
      steps: {
        code: string;
        text: string;
        values: {
          label: string;
          value: string | null;
          credential: string | null;
        }[];
      }[];
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
        held_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
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
  /** My API keys, newest first; an administrator sees everybody’s */
  'GET /api/v1/api-keys': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        name: string;
        prefix: string;
        scopes: ("prospects:read" | "prospects:write" | "campaigns:read" | "campaigns:write" | "messages:read" | "messages:write" | "devices:read" | "devices:write" | "compliance:read" | "compliance:write" | "analytics:read")[];
        user: {
          id: string;
          name: string;
        };
        status: "active" | "expired" | "revoked";
        created_at: string;
        expires_at: string;
        last_used_at: string | null;
        revoked_at: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Make an API key */
  'POST /api/v1/api-keys': {
    path: undefined;
    query: undefined;
    body: {
      name: string;
      scopes: ("prospects:read" | "prospects:write" | "campaigns:read" | "campaigns:write" | "messages:read" | "messages:write" | "devices:read" | "devices:write" | "compliance:read" | "compliance:write" | "analytics:read")[];
      days: number;
    };
    answer: {
      id: string;
      name: string;
      prefix: string;
      scopes: ("prospects:read" | "prospects:write" | "campaigns:read" | "campaigns:write" | "messages:read" | "messages:write" | "devices:read" | "devices:write" | "compliance:read" | "compliance:write" | "analytics:read")[];
      user: {
        id: string;
        name: string;
      };
      status: "active" | "expired" | "revoked";
      created_at: string;
      expires_at: string;
      last_used_at: string | null;
      revoked_at: string | null;
      key: string;
    };
  };
  /** Revoke an API key; it stops at once */
  'DELETE /api/v1/api-keys/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Entries of the audit trail, newest first */
  'GET /api/v1/audit': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; from?: string | undefined; to?: string | undefined; kind?: "messages" | "people" | "campaigns" | "senders" | "rules" | "access" | "exports" | "settings" | undefined; q?: string | undefined; by?: "people" | "system" | undefined; event_id?: number | undefined; actor_id?: string | undefined; prospect_id?: string | undefined; campaign_id?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: number;
        seq: number | null;
        hash: string | null;
        sealed_at: string | null;
        type: string;
        occurred_at: string;
        recorded_at: string;
        actor: {
          id: string;
          name: string;
        } | null;
        api_key: {
          id: string;
          name: string;
        } | null;
        person: {
          id: string;
          name: string;
        } | null;
        campaign: {
          id: string;
          name: string;
        } | null;
        sender: {
          id: string;
          name: string;
        } | null;
        subject: {
          id: string;
          name: string;
        } | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
        message_id: string | null;
        decision: {
          outcome: "send" | "reschedule" | "skip" | "hold";
          channel?: string | undefined;
          reasons: {
            code: string;
            channel?: string | undefined;
            detail?: string | undefined;
          }[];
          until?: string | undefined;
          at: string;
          sender?: string | undefined;
          template_language?: string | undefined;
          flags?: {
            rule_id: string;
            version: number;
            name: string;
            action: "warn" | "block";
            severity: "low" | "medium" | "high";
            message: string;
            matched: string | null;
            excerpt: string;
            released?: boolean | undefined;
          }[] | undefined;
          rules?: number | undefined;
        } | null;
        data: Record<string, unknown>;
      }[];
      next_cursor: string | null;
    };
  };
  /** What was signed of the trail, and where it went */
  'GET /api/v1/audit/checkpoints': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        entries: number;
        hash: string;
        at: string;
        signed: boolean;
        taken_at: string | null;
      }[];
      file: string;
      webhook: string | null;
      public_key: string;
    };
  };
  /** The sealed trail as JSON lines */
  'GET /api/v1/audit/export': {
    path: undefined;
    query: { from?: string | undefined; to?: string | undefined };
    body: undefined;
    answer: string;
  };
  /** How far the trail is sealed */
  'GET /api/v1/audit/state': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      entries: number;
      last_hash: string | null;
      sealed_at: string | null;
    };
  };
  /** Check every link of the trail */
  'POST /api/v1/audit/verification': {
    path: undefined;
    query: undefined;
    body: {
      from?: string | undefined;
      to?: string | undefined;
    };
    answer: string;
  };
  /** Begin to set up the second factor a workspace requires */
  'POST /api/v1/auth/enrol': {
    path: undefined;
    query: undefined;
    body: {
      ticket: string;
    };
    answer: {
      secret: string;
      uri: string;
      qr: string;
    };
  };
  /** Confirm the second factor with its first code and sign in */
  'POST /api/v1/auth/enrol/confirm': {
    path: undefined;
    query: undefined;
    body: {
      ticket: string;
      code: string;
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
      recovery_codes: string[];
    };
  };
  /** Ask for a link to a new password by e-mail */
  'POST /api/v1/auth/forgotten-password': {
    path: undefined;
    query: undefined;
    body: {
      email: string;
    };
    answer: undefined;
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
    } | {
      second_step: "code" | "enrol";
      ticket: string;
      expires_in: number;
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
    } | {
      second_step: "code" | "enrol";
      ticket: string;
      expires_in: number;
    };
  };
  /** Sign out of this session */
  'POST /api/v1/auth/logout': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      provider_url: string;
    };
  };
  /** End every session of mine */
  'POST /api/v1/auth/logout-everywhere': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Choose a new password with a link */
  'POST /api/v1/auth/new-password': {
    path: undefined;
    query: undefined;
    body: {
      token: string;
      password: string;
    };
    answer: undefined;
  };
  /** What the sign-in page offers */
  'GET /api/v1/auth/options': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      password_by_mail: boolean;
      single_sign_on: "none" | "one" | "by_email";
    };
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
  /** Enter the code of the second factor */
  'POST /api/v1/auth/second-step': {
    path: undefined;
    query: undefined;
    body: {
      ticket: string;
      code: string;
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
  /** Begin to sign in through the organisation’s provider */
  'POST /api/v1/auth/single-sign-on': {
    path: undefined;
    query: undefined;
    body: {
      email?: string | undefined;
      popup?: boolean | undefined;
    };
    answer: {
      url: string;
    };
  };
  /** Sign in with what the provider answered */
  'POST /api/v1/auth/single-sign-on/finish': {
    path: undefined;
    query: undefined;
    body: {
      workspace: string;
      query: string;
    };
    answer: {
      purpose: "sign_in" | "prove";
      popup: boolean;
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
      } | {
        second_step: "code" | "enrol";
        ticket: string;
        expires_in: number;
      } | null;
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
          segment_id?: string | undefined;
          condition?: Record<string, unknown> | undefined;
        };
        segment: {
          id: string;
          name: string;
          version: number;
          condition: Record<string, unknown>;
        } | null;
        recipients_listed: number;
        message_content: string;
        message_format: "rich" | null;
        channel_content: {
          whatsapp?: {
            kind: "text";
            text: string;
            format?: "rich" | undefined;
          } | {
            kind: "template";
            name: string;
            language: string;
            languages?: "person" | string[] | undefined;
            parameters: string[];
            named_parameters?: Record<string, string> | undefined;
            header?: {
              kind: "text";
              text: string;
              name?: string | undefined;
            } | {
              kind: "image";
              link: string;
            } | {
              kind: "video";
              link: string;
            } | {
              kind: "document";
              link: string;
              filename?: string | undefined;
            } | {
              kind: "location";
              latitude: string;
              longitude: string;
              name: string;
              address: string;
            } | undefined;
            button_values?: ({
              index: number;
              kind: "url";
              suffix: string;
            } | {
              index: number;
              kind: "quick_reply";
              payload: string;
            } | {
              index: number;
              kind: "copy_code";
              code: string;
            })[] | undefined;
            button_payloads?: string[] | undefined;
          } | {
            kind: "buttons";
            text: string;
            format?: "rich" | undefined;
            buttons: {
              id: string;
              title: string;
            }[];
          } | undefined;
          telegram?: {
            kind: "text";
            text: string;
            format?: "rich" | undefined;
          } | {
            kind: "buttons";
            text: string;
            format?: "rich" | undefined;
            buttons: {
              id: string;
              title: string;
            }[];
          } | undefined;
          signal?: {
            kind: "text";
            text: string;
            format?: "rich" | undefined;
          } | undefined;
          imessage?: {
            kind: "text";
            text: string;
            format?: "rich" | undefined;
          } | undefined;
        };
        channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
        engagement_profile_id: string | null;
        missing_values: Record<string, {
          action: "default";
          value: string;
        } | {
          action: "skip";
        }>;
        count_link_visits: boolean;
        weight: number;
        pace_per_second: number | null;
        launch_time: string | null;
        time_zone: string | null;
        launched_at: string | null;
        late_seconds: number | null;
        completed_at: string | null;
        total_recipients: number;
        people_waiting: number;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      } | undefined;
      prospect_ids?: string[] | undefined;
      message_content?: string | undefined;
      message_format?: "rich" | null | undefined;
      channel_content?: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      } | undefined;
      channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
      engagement_profile_id?: string | null | undefined;
      missing_values?: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }> | undefined;
      count_link_visits?: boolean | undefined;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      } | undefined;
      prospect_ids?: string[] | undefined;
      message_content?: string | undefined;
      message_format?: "rich" | null | undefined;
      channel_content?: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      } | undefined;
      channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
      engagement_profile_id?: string | null | undefined;
      missing_values?: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }> | undefined;
      count_link_visits?: boolean | undefined;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
  /** The experiment of a campaign */
  'GET /api/v1/campaigns/{id}/experiment': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      experiment: {
        id: string;
        campaign_id: string;
        campaign_name: string;
        campaign_status: string;
        portfolio_manager_id: string;
        portfolio_manager_name: string;
        name: string;
        varies: "message" | "profile" | "channel_order" | "send_time";
        status: "draft" | "running" | "decided" | "ended";
        metric: "delivered" | "read" | "replied" | "converted";
        expected_rate: number | null;
        minimum_effect: number;
        power: number;
        alpha: number;
        converted_by: "told" | "visit" | "either";
        trial_share: number;
        holdout_share: number;
        settle_minutes: number;
        guardrails: {
          opt_out: {
            on: boolean;
            margin: number;
          };
          failure: {
            on: boolean;
            margin: number;
          };
        };
        people_planned: number | null;
        variants: {
          variant: number;
          key: string;
          name: string;
          share: number;
          is_control: boolean;
          change: {
            message_content?: string | undefined;
            message_format?: "rich" | null | undefined;
            channel_content?: {
              whatsapp?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | {
                kind: "template";
                name: string;
                language: string;
                languages?: "person" | string[] | undefined;
                parameters: string[];
                named_parameters?: Record<string, string> | undefined;
                header?: {
                  kind: "text";
                  text: string;
                  name?: string | undefined;
                } | {
                  kind: "image";
                  link: string;
                } | {
                  kind: "video";
                  link: string;
                } | {
                  kind: "document";
                  link: string;
                  filename?: string | undefined;
                } | {
                  kind: "location";
                  latitude: string;
                  longitude: string;
                  name: string;
                  address: string;
                } | undefined;
                button_values?: ({
                  index: number;
                  kind: "url";
                  suffix: string;
                } | {
                  index: number;
                  kind: "quick_reply";
                  payload: string;
                } | {
                  index: number;
                  kind: "copy_code";
                  code: string;
                })[] | undefined;
                button_payloads?: string[] | undefined;
              } | {
                kind: "buttons";
                text: string;
                format?: "rich" | undefined;
                buttons: {
                  id: string;
                  title: string;
                }[];
              } | undefined;
              telegram?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | {
                kind: "buttons";
                text: string;
                format?: "rich" | undefined;
                buttons: {
                  id: string;
                  title: string;
                }[];
              } | undefined;
              signal?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | undefined;
              imessage?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | undefined;
            } | undefined;
            profile_id?: string | undefined;
            channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
            send_time?: {
              local_time: string;
            } | {
              after_minutes: number;
            } | undefined;
          };
          stopped_at: string | null;
          stopped_reason: "guardrail_opt_out" | "guardrail_failure" | "by_person" | null;
        }[];
        launched_at: string | null;
        winner: string | null;
        decided_by_name: string | null;
        decided_at: string | null;
        decided_early: string | null;
        rolled_out_at: string | null;
        version: number;
        created_at: string;
        updated_at: string;
      } | null;
    };
  };
  /** Say what a campaign tries, in which variants and for whom */
  'PUT /api/v1/campaigns/{id}/experiment': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      varies: "message" | "profile" | "channel_order" | "send_time";
      metric: "delivered" | "read" | "replied" | "converted";
      converted_by?: "told" | "visit" | "either" | undefined;
      expected_rate?: number | null | undefined;
      minimum_effect: number;
      power?: number | undefined;
      alpha?: number | undefined;
      trial_share?: number | undefined;
      holdout_share?: number | undefined;
      settle_minutes?: number | undefined;
      guardrails?: {
        opt_out: {
          on: boolean;
          margin: number;
        };
        failure: {
          on: boolean;
          margin: number;
        };
      } | undefined;
      variants: {
        name: string;
        share: number;
        is_control: boolean;
        change?: {
          message_content?: string | undefined;
          message_format?: "rich" | null | undefined;
          channel_content?: {
            whatsapp?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | {
              kind: "template";
              name: string;
              language: string;
              languages?: "person" | string[] | undefined;
              parameters: string[];
              named_parameters?: Record<string, string> | undefined;
              header?: {
                kind: "text";
                text: string;
                name?: string | undefined;
              } | {
                kind: "image";
                link: string;
              } | {
                kind: "video";
                link: string;
              } | {
                kind: "document";
                link: string;
                filename?: string | undefined;
              } | {
                kind: "location";
                latitude: string;
                longitude: string;
                name: string;
                address: string;
              } | undefined;
              button_values?: ({
                index: number;
                kind: "url";
                suffix: string;
              } | {
                index: number;
                kind: "quick_reply";
                payload: string;
              } | {
                index: number;
                kind: "copy_code";
                code: string;
              })[] | undefined;
              button_payloads?: string[] | undefined;
            } | {
              kind: "buttons";
              text: string;
              format?: "rich" | undefined;
              buttons: {
                id: string;
                title: string;
              }[];
            } | undefined;
            telegram?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | {
              kind: "buttons";
              text: string;
              format?: "rich" | undefined;
              buttons: {
                id: string;
                title: string;
              }[];
            } | undefined;
            signal?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | undefined;
            imessage?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | undefined;
          } | undefined;
          profile_id?: string | undefined;
          channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
          send_time?: {
            local_time: string;
          } | {
            after_minutes: number;
          } | undefined;
        } | undefined;
      }[];
    };
    answer: {
      id: string;
      campaign_id: string;
      campaign_name: string;
      campaign_status: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      varies: "message" | "profile" | "channel_order" | "send_time";
      status: "draft" | "running" | "decided" | "ended";
      metric: "delivered" | "read" | "replied" | "converted";
      expected_rate: number | null;
      minimum_effect: number;
      power: number;
      alpha: number;
      converted_by: "told" | "visit" | "either";
      trial_share: number;
      holdout_share: number;
      settle_minutes: number;
      guardrails: {
        opt_out: {
          on: boolean;
          margin: number;
        };
        failure: {
          on: boolean;
          margin: number;
        };
      };
      people_planned: number | null;
      variants: {
        variant: number;
        key: string;
        name: string;
        share: number;
        is_control: boolean;
        change: {
          message_content?: string | undefined;
          message_format?: "rich" | null | undefined;
          channel_content?: {
            whatsapp?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | {
              kind: "template";
              name: string;
              language: string;
              languages?: "person" | string[] | undefined;
              parameters: string[];
              named_parameters?: Record<string, string> | undefined;
              header?: {
                kind: "text";
                text: string;
                name?: string | undefined;
              } | {
                kind: "image";
                link: string;
              } | {
                kind: "video";
                link: string;
              } | {
                kind: "document";
                link: string;
                filename?: string | undefined;
              } | {
                kind: "location";
                latitude: string;
                longitude: string;
                name: string;
                address: string;
              } | undefined;
              button_values?: ({
                index: number;
                kind: "url";
                suffix: string;
              } | {
                index: number;
                kind: "quick_reply";
                payload: string;
              } | {
                index: number;
                kind: "copy_code";
                code: string;
              })[] | undefined;
              button_payloads?: string[] | undefined;
            } | {
              kind: "buttons";
              text: string;
              format?: "rich" | undefined;
              buttons: {
                id: string;
                title: string;
              }[];
            } | undefined;
            telegram?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | {
              kind: "buttons";
              text: string;
              format?: "rich" | undefined;
              buttons: {
                id: string;
                title: string;
              }[];
            } | undefined;
            signal?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | undefined;
            imessage?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | undefined;
          } | undefined;
          profile_id?: string | undefined;
          channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
          send_time?: {
            local_time: string;
          } | {
            after_minutes: number;
          } | undefined;
        };
        stopped_at: string | null;
        stopped_reason: "guardrail_opt_out" | "guardrail_failure" | "by_person" | null;
      }[];
      launched_at: string | null;
      winner: string | null;
      decided_by_name: string | null;
      decided_at: string | null;
      decided_early: string | null;
      rolled_out_at: string | null;
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Who a launch would reach now, who not and why, and how long it takes */
  'GET /api/v1/campaigns/{id}/forecast': {
    path: { id: string };
    query: { start?: string | undefined; local_time?: string | undefined; time_zone?: string | undefined };
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
        finish_at: string | null;
      }[];
      excluded: {
        code: string;
        text: string;
        count: number;
      }[];
      starts_at: string;
      finish: {
        earliest: string;
        likely: string;
        latest: string;
        coverage: number;
      } | null;
      curve: {
        at: string;
        low: number;
        likely: number;
        high: number;
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
        rule_id?: string | undefined;
        whose?: string | undefined;
        variable?: string | undefined;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
  /** The links of a campaign, and how many people followed them */
  'GET /api/v1/campaigns/{id}/links': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      counted: boolean;
      address: string;
      sent: number;
      people: number;
      rate: number | null;
      links: {
        number: number;
        target: string;
        people: number;
      }[];
      uncounted: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string | null;
        why: "variable" | "template";
      }[];
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
      held_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
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
          outcome: "send" | "reschedule" | "skip" | "hold";
          channel?: string | undefined;
          reasons: {
            code: string;
            channel?: string | undefined;
            detail?: string | undefined;
          }[];
          until?: string | undefined;
          at: string;
          sender?: string | undefined;
          template_language?: string | undefined;
          flags?: {
            rule_id: string;
            version: number;
            name: string;
            action: "warn" | "block";
            severity: "low" | "medium" | "high";
            message: string;
            matched: string | null;
            excerpt: string;
            released?: boolean | undefined;
          }[] | undefined;
          rules?: number | undefined;
        } | null;
        compliance_flags: {
          rule_id: string;
          version: number;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          message: string;
        }[] | null;
        created_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** What people of the audience lack that the message names, by variable */
  'GET /api/v1/campaigns/{id}/missing-variables': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      checked: number;
      count: number;
      defaulted: number;
      skipped: number;
      variables: {
        variable: string;
        count: number;
        open: number;
        by: {
          channel: "whatsapp" | "telegram" | "signal" | "imessage";
          profile_id: string | null;
          count: number;
        }[];
        action: {
          action: "default";
          value: string;
        } | {
          action: "skip";
        } | null;
      }[];
      people: {
        prospect_id: string;
        name: string | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        profile_id: string | null;
        missing: string[];
        problem: string;
        outcome: "open" | "default" | "skip";
      }[];
    };
  };
  /** Everybody who lacks something the message names, as CSV */
  'GET /api/v1/campaigns/{id}/missing-variables/export': {
    path: { id: string };
    query: { variable?: string | undefined; outcome?: "open" | "default" | "skip" | undefined };
    body: undefined;
    answer: string;
  };
  /** Everybody who lacks something the message names */
  'GET /api/v1/campaigns/{id}/missing-variables/people': {
    path: { id: string };
    query: { limit?: number | undefined; cursor?: string | undefined; variable?: string | undefined; outcome?: "open" | "default" | "skip" | undefined };
    body: undefined;
    answer: {
      items: {
        prospect_id: string;
        name: string | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        profile_id: string | null;
        missing: string[];
        problem: string;
        outcome: "open" | "default" | "skip";
      }[];
      next_cursor: string | null;
    };
  };
  /** Whom of its audience the line that says how to stop goes to */
  'GET /api/v1/campaigns/{id}/opt-out-line': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      applies: "everybody" | "some" | "nobody";
      countries: string[];
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
    query: { prospect_id?: string | undefined; variant?: string | undefined };
    body: undefined;
    answer: {
      prospect_id: string | null;
      profile: {
        id: string;
        name: string;
        language: string;
        version: number | null;
      } | null;
      variant: {
        key: string;
        name: string;
      } | null;
      channels: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        text: string | null;
        problem: string | null;
        shown: {
          header: {
            kind: "text" | "image" | "video" | "document" | "location" | "other";
            text: string | null;
            link: string | null;
          } | null;
          text: string;
          footer: string | null;
          styles: string[];
          html: boolean;
          buttons: {
            text: string;
            link: string | null;
          }[];
        } | null;
        code: string | null;
        detail: string | null;
        defaults: string[];
        length: number;
        room: {
          used: number;
          most: number;
          left: number;
          unit: "utf16_units" | "bytes";
          beyond: "refused" | "attachment";
        } | null;
        language: string | null;
        direction: "ltr" | "rtl" | null;
        flags: {
          rule_id: string;
          version: number;
          name: string;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          message: string;
          matched: string | null;
          excerpt: string;
          released?: boolean | undefined;
        }[];
      }[];
      chosen: "whatsapp" | "telegram" | "signal" | "imessage" | null;
      reasons: {
        code: string;
        channel?: string | undefined;
        text: string;
      }[];
    };
  };
  /** Which of its profiles each person of a campaign’s audience gets, and why */
  'GET /api/v1/campaigns/{id}/profile-preview': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      checked: number;
      complete: boolean;
      counts: {
        profile_id: string | null;
        name: string | null;
        version: number | null;
        people: number;
        by_default: number;
      }[];
      people: {
        prospect_id: string;
        name: string | null;
        profile_id: string | null;
        profile_name: string | null;
        score: number;
        by_default: boolean;
        reasons: {
          criterion: "language" | "location" | "age_range" | "lead_score" | "interests" | "countries" | "languages" | "default";
          found: string;
          text: string;
        }[];
      }[];
    };
  };
  /** The profiles a campaign chooses from, and the version of each that its messages use */
  'GET /api/v1/campaigns/{id}/profiles': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      items: {
        profile_id: string;
        name: string;
        language: string;
        is_active: boolean;
        is_default: boolean;
        listed: boolean;
        version: number;
      }[];
    };
  };
  /** Say which profiles a campaign chooses from */
  'PUT /api/v1/campaigns/{id}/profiles': {
    path: { id: string };
    query: undefined;
    body: {
      profile_ids: string[];
      default_profile_id: string | null;
    };
    answer: {
      items: {
        profile_id: string;
        name: string;
        language: string;
        is_active: boolean;
        is_default: boolean;
        listed: boolean;
        version: number;
      }[];
    };
  };
  /** The forecast made at the launch, what is expected of the rest, and what happened */
  'GET /api/v1/campaigns/{id}/progress': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      campaign_id: string;
      status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      launched_at: string | null;
      completed_at: string | null;
      as_of: string;
      forecast: {
        made_at: string;
        made_by: string | null;
        audience: number;
        reachable: number;
        by_channel: {
          channel: "whatsapp" | "telegram" | "signal" | "imessage";
          recipients: number;
          senders: number;
          per_second: number;
          left_today: number;
          finish_at: string | null;
        }[];
        excluded: {
          code: string;
          text: string;
          count: number;
        }[];
        starts_at: string;
        finish: {
          earliest: string;
          likely: string;
          latest: string;
          coverage: number;
        } | null;
        curve: {
          at: string;
          low: number;
          likely: number;
          high: number;
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
          rule_id?: string | undefined;
          whose?: string | undefined;
          variable?: string | undefined;
        }[];
      } | null;
      left: number;
      finish: {
        earliest: string;
        likely: string;
        latest: string;
        coverage: number;
      } | null;
      curve: {
        at: string;
        low: number;
        likely: number;
        high: number;
      }[];
      accepted: {
        at: string;
        count: number;
      }[];
      by_channel: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        forecast: number | null;
        accepted: number;
        failed: number;
        skipped: number;
      }[];
      verdict: "early" | "within" | "late" | null;
    };
  };
  /** Everything about a campaign as one page to read and keep */
  'GET /api/v1/campaigns/{id}/record': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: string;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
        segment_id?: string | undefined;
        condition?: Record<string, unknown> | undefined;
      };
      segment: {
        id: string;
        name: string;
        version: number;
        condition: Record<string, unknown>;
      } | null;
      recipients_listed: number;
      message_content: string;
      message_format: "rich" | null;
      channel_content: {
        whatsapp?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      channel_order: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      engagement_profile_id: string | null;
      missing_values: Record<string, {
        action: "default";
        value: string;
      } | {
        action: "skip";
      }>;
      count_link_visits: boolean;
      weight: number;
      pace_per_second: number | null;
      launch_time: string | null;
      time_zone: string | null;
      launched_at: string | null;
      late_seconds: number | null;
      completed_at: string | null;
      total_recipients: number;
      people_waiting: number;
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
  /** The senders that carry it, by channel: at work, able to, or stopped and why */
  'GET /api/v1/campaigns/{id}/senders': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      as_of: string;
      channels: {
        platform: "whatsapp" | "telegram" | "signal" | "imessage";
        senders: number;
        at_work: number;
        per_minute: number;
        ready: number;
        paused: number;
        exhausted: number;
        offline: number;
        maintenance: number;
        held: number;
        stopped: {
          name: string;
          state: "ready" | "paused" | "exhausted" | "offline" | "maintenance" | "held";
          reason: string | null;
          until: string | null;
        }[];
      }[];
    };
  };
  /** Every version of what a campaign says, newest first */
  'GET /api/v1/campaigns/{id}/versions': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      items: {
        version: number;
        act: "made" | "changed" | "deleted" | "kept";
        made_by: string | null;
        made_by_name: string | null;
        made_at: string;
        changed: string[];
        content: Record<string, unknown>;
      }[];
      complete: boolean;
    };
  };
  /** What its waiting messages wait for, by reason, and when the next are due */
  'GET /api/v1/campaigns/{id}/waiting': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      as_of: string;
      waiting: number;
      estimated: boolean;
      groups: {
        platform: "whatsapp" | "telegram" | "signal" | "imessage";
        code: string;
        retrying: boolean;
        count: number;
        next_at: string | null;
        last_at: string | null;
      }[];
      problems?: {
        code: string;
        reason: string;
        remedy: string;
      }[] | undefined;
    };
  };
  /** What setting up an account of each channel takes */
  'GET /api/v1/channels': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: {
          label: string;
          example: string;
        };
        base_url: string;
        credentials: {
          name: string;
          secret: boolean;
          required: boolean;
          example: string;
          choices?: string[] | undefined;
        }[];
        settings: {
          name: string;
          secret: boolean;
          required: boolean;
          example: string;
          choices?: string[] | undefined;
        }[];
        receipts: "read" | "delivered" | "none";
        default_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        highest_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
      }[];
    };
  };
  /** What countries add to quiet hours and caps */
  'GET /api/v1/compliance/countries': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        country: string;
        purposes: ("marketing" | "service" | "coaching")[];
        quiet_hours: {
          start: string;
          end: string;
        } | null;
        quiet_days: number[];
        weekly_cap: number | null;
        opt_out_line?: boolean | undefined;
        source: string;
      }[];
      defaults: {
        country: string;
        purposes: ("marketing" | "service" | "coaching")[];
        quiet_hours: {
          start: string;
          end: string;
        } | null;
        quiet_days: number[];
        weekly_cap: number | null;
        opt_out_line?: boolean | undefined;
        source: string;
      }[];
      version: number;
    };
  };
  /** Replace what countries add to quiet hours and caps */
  'PUT /api/v1/compliance/countries': {
    path: undefined;
    query: undefined;
    body: {
      items: {
        country: string;
        purposes: ("marketing" | "service" | "coaching")[];
        quiet_hours: {
          start: string;
          end: string;
        } | null;
        quiet_days: number[];
        weekly_cap: number | null;
        opt_out_line?: boolean | undefined;
        source: string;
      }[];
    };
    answer: {
      items: {
        country: string;
        purposes: ("marketing" | "service" | "coaching")[];
        quiet_hours: {
          start: string;
          end: string;
        } | null;
        quiet_days: number[];
        weekly_cap: number | null;
        opt_out_line?: boolean | undefined;
        source: string;
      }[];
      defaults: {
        country: string;
        purposes: ("marketing" | "service" | "coaching")[];
        quiet_hours: {
          start: string;
          end: string;
        } | null;
        quiet_days: number[];
        weekly_cap: number | null;
        opt_out_line?: boolean | undefined;
        source: string;
      }[];
      version: number;
    };
  };
  /** List flagged messages */
  'GET /api/v1/compliance/flags': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; state?: "open" | "assigned" | "decided" | "waiting" | undefined; action?: "warn" | "block" | undefined; severity?: "low" | "medium" | "high" | undefined; verdict?: "false_alarm" | "minor" | "violation" | undefined; rule_id?: string | undefined; campaign_id?: string | undefined; portfolio_manager_id?: string | undefined; assigned_to?: string | undefined; message_id?: string | undefined; channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; held?: boolean | undefined; objected?: boolean | undefined; flagged_before?: string | undefined; flagged_after?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        message_id: string;
        campaign_id: string | null;
        campaign_name: string | null;
        prospect_id: string;
        prospect_name: string | null;
        portfolio_manager_id: string;
        portfolio_manager_name: string | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | null;
        rule_id: string;
        rule_version: number;
        rule_name: string;
        explanation: string;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        matched: string | null;
        excerpt: string;
        flagged_at: string;
        state: "open" | "assigned" | "decided";
        assigned_to: string | null;
        assigned_name: string | null;
        verdict: "false_alarm" | "minor" | "violation" | null;
        note: string | null;
        decided_by: string | null;
        decided_name: string | null;
        decided_at: string | null;
        release_asked_by: string | null;
        release_asked_name: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Assign or decide many flags */
  'POST /api/v1/compliance/flags': {
    path: undefined;
    query: undefined;
    body: {
      ids?: string[] | undefined;
      filter?: {
        state?: "open" | "assigned" | "decided" | "waiting" | undefined;
        action?: "warn" | "block" | undefined;
        severity?: "low" | "medium" | "high" | undefined;
        verdict?: "false_alarm" | "minor" | "violation" | undefined;
        rule_id?: string | undefined;
        campaign_id?: string | undefined;
        portfolio_manager_id?: string | undefined;
        assigned_to?: string | undefined;
        message_id?: string | undefined;
        channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        held?: boolean | undefined;
        objected?: boolean | undefined;
        flagged_before?: string | undefined;
        flagged_after?: string | undefined;
      } | undefined;
      flagged_before?: string | undefined;
      change: {
        assigned_to: string | null;
      } | {
        verdict: "false_alarm" | "minor" | "violation";
        note?: string | undefined;
      } | {
        reopen: true;
      };
    };
    answer: {
      changed: number;
      ids: string[];
      own: number;
      more: boolean;
    };
  };
  /** What waits, by rule and campaign */
  'GET /api/v1/compliance/flags/summary': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      waiting: number;
      oldest: string | null;
      held: number;
      release_asked: number;
      mine: number;
      unassigned: number;
      rules: {
        id: string;
        name: string;
        count: number;
      }[];
      managers: {
        id: string;
        name: string;
        count: number;
      }[];
      reviewers: {
        id: string;
        name: string;
        count: number;
      }[];
      groups: {
        rule_id: string;
        rule_name: string;
        campaign_id: string | null;
        campaign_name: string | null;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        count: number;
        oldest: string;
      }[];
    };
  };
  /** One flag */
  'GET /api/v1/compliance/flags/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      message_id: string;
      campaign_id: string | null;
      campaign_name: string | null;
      prospect_id: string;
      prospect_name: string | null;
      portfolio_manager_id: string;
      portfolio_manager_name: string | null;
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | null;
      rule_id: string;
      rule_version: number;
      rule_name: string;
      explanation: string;
      action: "warn" | "block";
      severity: "low" | "medium" | "high";
      matched: string | null;
      excerpt: string;
      flagged_at: string;
      state: "open" | "assigned" | "decided";
      assigned_to: string | null;
      assigned_name: string | null;
      verdict: "false_alarm" | "minor" | "violation" | null;
      note: string | null;
      decided_by: string | null;
      decided_name: string | null;
      decided_at: string | null;
      release_asked_by: string | null;
      release_asked_name: string | null;
    };
  };
  /** Assign a flag, decide about it, or take one’s own verdict back */
  'PATCH /api/v1/compliance/flags/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      assigned_to: string | null;
    } | {
      verdict: "false_alarm" | "minor" | "violation";
      note?: string | undefined;
    } | {
      reopen: true;
    };
    answer: {
      id: string;
      message_id: string;
      campaign_id: string | null;
      campaign_name: string | null;
      prospect_id: string;
      prospect_name: string | null;
      portfolio_manager_id: string;
      portfolio_manager_name: string | null;
      channel: "whatsapp" | "telegram" | "signal" | "imessage";
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | null;
      rule_id: string;
      rule_version: number;
      rule_name: string;
      explanation: string;
      action: "warn" | "block";
      severity: "low" | "medium" | "high";
      matched: string | null;
      excerpt: string;
      flagged_at: string;
      state: "open" | "assigned" | "decided";
      assigned_to: string | null;
      assigned_name: string | null;
      verdict: "false_alarm" | "minor" | "violation" | null;
      note: string | null;
      decided_by: string | null;
      decided_name: string | null;
      decided_at: string | null;
      release_asked_by: string | null;
      release_asked_name: string | null;
    };
  };
  /** Everything needed to decide about one flag */
  'GET /api/v1/compliance/flags/{id}/context': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      flag: {
        id: string;
        message_id: string;
        campaign_id: string | null;
        campaign_name: string | null;
        prospect_id: string;
        prospect_name: string | null;
        portfolio_manager_id: string;
        portfolio_manager_name: string | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | null;
        rule_id: string;
        rule_version: number;
        rule_name: string;
        explanation: string;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        matched: string | null;
        excerpt: string;
        flagged_at: string;
        state: "open" | "assigned" | "decided";
        assigned_to: string | null;
        assigned_name: string | null;
        verdict: "false_alarm" | "minor" | "violation" | null;
        note: string | null;
        decided_by: string | null;
        decided_name: string | null;
        decided_at: string | null;
        release_asked_by: string | null;
        release_asked_name: string | null;
      };
      message: {
        text: string;
        marks: number[][];
        missing: string[];
        buttons: string[];
        kind: "text" | "template" | "buttons" | null;
        template: string | null;
        purpose: "marketing" | "service" | "coaching" | null;
        sent_at: string | null;
        created_at: string | null;
        author_name: string | null;
        sender: string | null;
      };
      rule: {
        id: string;
        version: number;
        current_version: number;
        enabled: boolean;
        pack: string | null;
        source: {
          title: string;
          url: string | null;
        } | null;
        false_alarm: number;
        minor: number;
        violation: number;
      };
      person: {
        country: string | null;
        regions: string[];
        language: string | null;
        age: number | null;
        interests: string[];
      };
      conversation: {
        id: string;
        direction: "in" | "out";
        at: string;
        text: string | null;
        this: boolean;
      }[];
      others: {
        id: string;
        message_id: string;
        campaign_id: string | null;
        campaign_name: string | null;
        prospect_id: string;
        prospect_name: string | null;
        portfolio_manager_id: string;
        portfolio_manager_name: string | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | null;
        rule_id: string;
        rule_version: number;
        rule_name: string;
        explanation: string;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        matched: string | null;
        excerpt: string;
        flagged_at: string;
        state: "open" | "assigned" | "decided";
        assigned_to: string | null;
        assigned_name: string | null;
        verdict: "false_alarm" | "minor" | "violation" | null;
        note: string | null;
        decided_by: string | null;
        decided_name: string | null;
        decided_at: string | null;
        release_asked_by: string | null;
        release_asked_name: string | null;
      }[];
      alike: number;
      decided: {
        id: string;
        message_id: string;
        campaign_id: string | null;
        campaign_name: string | null;
        prospect_id: string;
        prospect_name: string | null;
        portfolio_manager_id: string;
        portfolio_manager_name: string | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held" | null;
        rule_id: string;
        rule_version: number;
        rule_name: string;
        explanation: string;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        matched: string | null;
        excerpt: string;
        flagged_at: string;
        state: "open" | "assigned" | "decided";
        assigned_to: string | null;
        assigned_name: string | null;
        verdict: "false_alarm" | "minor" | "violation" | null;
        note: string | null;
        decided_by: string | null;
        decided_name: string | null;
        decided_at: string | null;
        release_asked_by: string | null;
        release_asked_name: string | null;
      }[];
      release: {
        message_id: string;
        delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
        text: string | null;
        released: boolean;
        first: {
          user_id: string;
          name: string | null;
          at: string;
          note: string | null;
        } | null;
      } | null;
      own: boolean;
      refused: {
        name: string | null;
        at: string;
        note: string | null;
      } | null;
    };
  };
  /** Let many held messages go */
  'POST /api/v1/compliance/messages/release': {
    path: undefined;
    query: undefined;
    body: {
      message_ids: string[];
      note?: string | undefined;
    };
    answer: {
      released: string[];
      waiting: string[];
      refused: {
        message_id: string;
        code: "not_found" | "not_held" | "first_of_two" | "author" | "campaign_cancelled";
        reason: string;
      }[];
    };
  };
  /** Decide that a held message is not sent */
  'POST /api/v1/compliance/messages/{id}/refuse': {
    path: { id: string };
    query: undefined;
    body: {
      note: string;
    };
    answer: {
      message_id: string;
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
      text: string | null;
      released: boolean;
      first: {
        user_id: string;
        name: string | null;
        at: string;
        note: string | null;
      } | null;
    };
  };
  /** How far a held message is on its way out */
  'GET /api/v1/compliance/messages/{id}/release': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      message_id: string;
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
      text: string | null;
      released: boolean;
      first: {
        user_id: string;
        name: string | null;
        at: string;
        note: string | null;
      } | null;
    };
  };
  /** Let a held message go */
  'POST /api/v1/compliance/messages/{id}/release': {
    path: { id: string };
    query: undefined;
    body: {
      note?: string | undefined;
    };
    answer: {
      message_id: string;
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
      text: string | null;
      released: boolean;
      first: {
        user_id: string;
        name: string | null;
        at: string;
        note: string | null;
      } | null;
    };
  };
  /** Take back the first word for letting a held message go */
  'DELETE /api/v1/compliance/messages/{id}/release': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      message_id: string;
      delivery_status: "pending" | "sending" | "sent" | "delivered" | "read" | "retrying" | "failed" | "unknown" | "cancelled" | "skipped" | "held";
      text: string | null;
      released: boolean;
      first: {
        user_id: string;
        name: string | null;
        at: string;
        note: string | null;
      } | null;
    };
  };
  /** Flags day by day, by rule and by portfolio manager */
  'GET /api/v1/compliance/overview': {
    path: undefined;
    query: { days?: number | undefined };
    body: undefined;
    answer: {
      days: string[];
      rules: {
        id: string;
        name: string;
        severity: "low" | "medium" | "high";
        action: "warn" | "block";
        counts: number[];
        total: number;
      }[];
      managers: {
        id: string;
        name: string;
        counts: number[];
        total: number;
        violations: number;
        false_alarms: number;
      }[];
      decided: number;
      median_hours: number | null;
    };
  };
  /** The starter packs of rules */
  'GET /api/v1/compliance/packs': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        key: string;
        title: string;
        description: string;
        enabled: number;
        rules: {
          key: string;
          name: string;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          rule_id: string | null;
          enabled: boolean;
          source: {
            title: string;
            url: string | null;
          } | null;
        }[];
      }[];
    };
  };
  /** Switch a starter pack on or off */
  'POST /api/v1/compliance/packs': {
    path: undefined;
    query: undefined;
    body: {
      key: "wealth-marketing" | "whatsapp-business" | "telegram-bots" | "bangladesh-sms";
      enabled: boolean;
    };
    answer: {
      items: {
        key: string;
        title: string;
        description: string;
        enabled: number;
        rules: {
          key: string;
          name: string;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          rule_id: string | null;
          enabled: boolean;
          source: {
            title: string;
            url: string | null;
          } | null;
        }[];
      }[];
    };
  };
  /** List the compliance rules */
  'GET /api/v1/compliance/rules': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; enabled?: boolean | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        version: number;
        revision: number;
        enabled: boolean;
        pack: string | null;
        name: string;
        explanation: string;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        condition: Record<string, unknown>;
        effective_from: string | null;
        effective_to: string | null;
        source: {
          title: string;
          url: string | null;
        } | null;
        examples: {
          text: string;
          expect: "pass" | "flag";
          channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
          purpose?: "marketing" | "service" | "coaching" | undefined;
          category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
          kind?: "text" | "template" | "buttons" | undefined;
          country?: string | undefined;
          age?: number | undefined;
          interests?: string[] | undefined;
        }[];
        made_by: string | null;
        made_by_name: string | null;
        made_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** Make a rule */
  'POST /api/v1/compliance/rules': {
    path: undefined;
    query: undefined;
    body: {
      name: string;
      explanation: string;
      action: "warn" | "block";
      severity: "low" | "medium" | "high";
      condition: Record<string, unknown>;
      effective_from: string | null;
      effective_to: string | null;
      source: {
        title: string;
        url: string | null;
      } | null;
      examples: {
        text: string;
        expect: "pass" | "flag";
        channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        purpose?: "marketing" | "service" | "coaching" | undefined;
        category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
        kind?: "text" | "template" | "buttons" | undefined;
        country?: string | undefined;
        age?: number | undefined;
        interests?: string[] | undefined;
      }[];
      enabled?: boolean | undefined;
    };
    answer: {
      id: string;
      version: number;
      revision: number;
      enabled: boolean;
      pack: string | null;
      name: string;
      explanation: string;
      action: "warn" | "block";
      severity: "low" | "medium" | "high";
      condition: Record<string, unknown>;
      effective_from: string | null;
      effective_to: string | null;
      source: {
        title: string;
        url: string | null;
      } | null;
      examples: {
        text: string;
        expect: "pass" | "flag";
        channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        purpose?: "marketing" | "service" | "coaching" | undefined;
        category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
        kind?: "text" | "template" | "buttons" | undefined;
        country?: string | undefined;
        age?: number | undefined;
        interests?: string[] | undefined;
      }[];
      made_by: string | null;
      made_by_name: string | null;
      made_at: string;
    };
  };
  /** How good each rule is, by what people decided */
  'GET /api/v1/compliance/rules/statistics': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        rule_id: string;
        name: string;
        enabled: boolean;
        flags: number;
        flags_30d: number;
        waiting: number;
        false_alarm: number;
        minor: number;
        violation: number;
        precision: number | null;
        last_flagged_at: string | null;
      }[];
    };
  };
  /** Try a rule without saving it */
  'POST /api/v1/compliance/rules/try': {
    path: undefined;
    query: undefined;
    body: {
      definition: {
        name: string;
        explanation: string;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        condition: Record<string, unknown>;
        effective_from: string | null;
        effective_to: string | null;
        source: {
          title: string;
          url: string | null;
        } | null;
        examples: {
          text: string;
          expect: "pass" | "flag";
          channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
          purpose?: "marketing" | "service" | "coaching" | undefined;
          category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
          kind?: "text" | "template" | "buttons" | undefined;
          country?: string | undefined;
          age?: number | undefined;
          interests?: string[] | undefined;
        }[];
      };
      past?: boolean | undefined;
      text?: string | undefined;
      situation?: {
        channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        purpose?: "marketing" | "service" | "coaching" | undefined;
        category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
        kind?: "text" | "template" | "buttons" | undefined;
        country?: string | undefined;
        age?: number | undefined;
        interests?: string[] | undefined;
      } | undefined;
    };
    answer: {
      flag: {
        matched: string | null;
        excerpt: string;
      } | null;
      marked: {
        text: string;
        marks: number[][];
        missing: string[];
      } | null;
      past: {
        read: number;
        flagged: number;
        samples: {
          message_id: string;
          matched: string | null;
          excerpt: string;
        }[];
      } | null;
      examples: {
        index: number;
        expect: string;
        got: string;
        ok: boolean;
      }[];
    };
  };
  /** One rule, as it holds now */
  'GET /api/v1/compliance/rules/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      version: number;
      revision: number;
      enabled: boolean;
      pack: string | null;
      name: string;
      explanation: string;
      action: "warn" | "block";
      severity: "low" | "medium" | "high";
      condition: Record<string, unknown>;
      effective_from: string | null;
      effective_to: string | null;
      source: {
        title: string;
        url: string | null;
      } | null;
      examples: {
        text: string;
        expect: "pass" | "flag";
        channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        purpose?: "marketing" | "service" | "coaching" | undefined;
        category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
        kind?: "text" | "template" | "buttons" | undefined;
        country?: string | undefined;
        age?: number | undefined;
        interests?: string[] | undefined;
      }[];
      made_by: string | null;
      made_by_name: string | null;
      made_at: string;
    };
  };
  /** Change a rule, or switch it on or off */
  'PATCH /api/v1/compliance/rules/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      explanation?: string | undefined;
      action?: "warn" | "block" | undefined;
      severity?: "low" | "medium" | "high" | undefined;
      condition?: Record<string, unknown> | undefined;
      effective_from?: string | null | undefined;
      effective_to?: string | null | undefined;
      source?: {
        title: string;
        url: string | null;
      } | null | undefined;
      examples?: {
        text: string;
        expect: "pass" | "flag";
        channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        purpose?: "marketing" | "service" | "coaching" | undefined;
        category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
        kind?: "text" | "template" | "buttons" | undefined;
        country?: string | undefined;
        age?: number | undefined;
        interests?: string[] | undefined;
      }[] | undefined;
      enabled?: boolean | undefined;
    };
    answer: {
      id: string;
      version: number;
      revision: number;
      enabled: boolean;
      pack: string | null;
      name: string;
      explanation: string;
      action: "warn" | "block";
      severity: "low" | "medium" | "high";
      condition: Record<string, unknown>;
      effective_from: string | null;
      effective_to: string | null;
      source: {
        title: string;
        url: string | null;
      } | null;
      examples: {
        text: string;
        expect: "pass" | "flag";
        channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
        purpose?: "marketing" | "service" | "coaching" | undefined;
        category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
        kind?: "text" | "template" | "buttons" | undefined;
        country?: string | undefined;
        age?: number | undefined;
        interests?: string[] | undefined;
      }[];
      made_by: string | null;
      made_by_name: string | null;
      made_at: string;
    };
  };
  /** Every version of a rule, newest first */
  'GET /api/v1/compliance/rules/{id}/versions': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      items: {
        version: number;
        name: string;
        explanation: string;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        condition: Record<string, unknown>;
        effective_from: string | null;
        effective_to: string | null;
        source: {
          title: string;
          url: string | null;
        } | null;
        examples: {
          text: string;
          expect: "pass" | "flag";
          channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
          purpose?: "marketing" | "service" | "coaching" | undefined;
          category?: "MARKETING" | "UTILITY" | "AUTHENTICATION" | undefined;
          kind?: "text" | "template" | "buttons" | undefined;
          country?: string | undefined;
          age?: number | undefined;
          interests?: string[] | undefined;
        }[];
        made_by: string | null;
        made_by_name: string | null;
        made_at: string;
      }[];
    };
  };
  /** Who agreed to what or stopped it, newest first */
  'GET /api/v1/consents': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; action?: "granted" | "withdrawn" | undefined; by_person?: boolean | undefined };
    body: undefined;
    answer: {
      items: {
        id: number;
        prospect_id: string;
        prospect_name: string | null;
        channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
        purposes: ("marketing" | "service" | "coaching")[];
        action: "granted" | "withdrawn";
        source: string;
        by_person: boolean;
        evidence: Record<string, unknown>;
        occurred_at: string;
        recorded_by_name: string | null;
      }[];
      next_cursor: string | null;
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
        outcome: "send" | "reschedule" | "skip" | "hold";
        channel?: string | undefined;
        reasons: {
          code: string;
          channel?: string | undefined;
          detail?: string | undefined;
        }[];
        until?: string | undefined;
        at: string;
        sender?: string | undefined;
        template_language?: string | undefined;
        flags?: {
          rule_id: string;
          version: number;
          name: string;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          message: string;
          matched: string | null;
          excerpt: string;
          released?: boolean | undefined;
        }[] | undefined;
        rules?: number | undefined;
      } | null;
      compliance_flags: {
        rule_id: string;
        version: number;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        message: string;
      }[] | null;
      created_at: string;
      profile: {
        id: string;
        name: string;
        language: string;
        version: number | null;
      } | null;
      variant: {
        key: string;
        name: string;
      } | null;
      in_trial: boolean | null;
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
  /** Tell that somebody did what the messages were for */
  'POST /api/v1/conversions': {
    path: undefined;
    query: undefined;
    body: {
      prospect_id?: string | undefined;
      phone_number?: string | undefined;
      campaign_id?: string | undefined;
      kind: string;
      occurred_at?: string | undefined;
      value?: number | undefined;
      currency?: string | undefined;
      reference?: string | undefined;
    };
    answer: {
      id: string;
      prospect_id: string;
      campaign_id: string | null;
      message_id: string | null;
      kind: string;
      occurred_at: string;
      recorded_at: string;
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
    query: { limit?: number | undefined; cursor?: string | undefined; health_status?: "healthy" | "degraded" | "offline" | undefined; channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; q?: string | undefined; held?: boolean | undefined; maintenance?: boolean | undefined; portfolio_id?: string | undefined; sort?: "health" | "name" | "-sent_today" | "last_health_check" | undefined };
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
        draining: boolean;
        in_flight: number;
        agent: {
          token_made_at: string | null;
          last_heartbeat_at: string | null;
          heartbeat: {
            version?: 1 | undefined;
            at?: string | undefined;
            interval_seconds?: number | undefined;
            health_status?: "healthy" | "degraded" | "offline" | undefined;
            reason?: string | undefined;
            battery?: number | undefined;
            charging?: boolean | undefined;
            network?: string | undefined;
            storage_free_mb?: number | undefined;
            os_version?: string | undefined;
            agent_version?: string | undefined;
            apps?: {
              whatsapp?: {
                state: "running" | "stopped" | "logged_out" | "updating";
                version?: string | undefined;
              } | undefined;
              telegram?: {
                state: "running" | "stopped" | "logged_out" | "updating";
                version?: string | undefined;
              } | undefined;
              signal?: {
                state: "running" | "stopped" | "logged_out" | "updating";
                version?: string | undefined;
              } | undefined;
              imessage?: {
                state: "running" | "stopped" | "logged_out" | "updating";
                version?: string | undefined;
              } | undefined;
            } | undefined;
          } | null;
        } | null;
        accounts: {
          id: string;
          device_id: string;
          channel: "whatsapp" | "telegram" | "signal" | "imessage";
          address: string;
          display_name: string;
          base_url: string;
          settings: Record<string, string>;
          access_version: number;
          portfolio_id: string | null;
          portfolio_name: string | null;
          per_second: number;
          per_day: number;
          pair_seconds: number;
          default_limits: {
            per_second: number;
            per_day: number;
            pair_seconds: number;
          };
          highest_limits: {
            per_second: number;
            per_day: number;
            pair_seconds: number;
          };
          sent_today: number;
          in_flight: number;
          health_status: "healthy" | "degraded" | "offline";
          health_reason: string | null;
          policy_hold: string | null;
          hold: {
            reason: string;
            held_at: string | null;
            campaigns: number;
            decision: "continue_without" | null;
          } | null;
          check: {
            health: "healthy" | "degraded" | "offline";
            code: string | null;
            detail: string;
            checked_at: string;
          } | null;
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
      draining: boolean;
      in_flight: number;
      agent: {
        token_made_at: string | null;
        last_heartbeat_at: string | null;
        heartbeat: {
          version?: 1 | undefined;
          at?: string | undefined;
          interval_seconds?: number | undefined;
          health_status?: "healthy" | "degraded" | "offline" | undefined;
          reason?: string | undefined;
          battery?: number | undefined;
          charging?: boolean | undefined;
          network?: string | undefined;
          storage_free_mb?: number | undefined;
          os_version?: string | undefined;
          agent_version?: string | undefined;
          apps?: {
            whatsapp?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            telegram?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            signal?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            imessage?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
          } | undefined;
        } | null;
      } | null;
      accounts: {
        id: string;
        device_id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        display_name: string;
        base_url: string;
        settings: Record<string, string>;
        access_version: number;
        portfolio_id: string | null;
        portfolio_name: string | null;
        per_second: number;
        per_day: number;
        pair_seconds: number;
        default_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        highest_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        sent_today: number;
        in_flight: number;
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        policy_hold: string | null;
        hold: {
          reason: string;
          held_at: string | null;
          campaigns: number;
          decision: "continue_without" | null;
        } | null;
        check: {
          health: "healthy" | "degraded" | "offline";
          code: string | null;
          detail: string;
          checked_at: string;
        } | null;
        paused_until: string | null;
        pause_reason: string | null;
        callback_url: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Take many devices out for maintenance, or back: all of them or none */
  'POST /api/v1/devices/bulk': {
    path: undefined;
    query: undefined;
    body: {
      ids: string[];
      maintenance: boolean;
    };
    answer: {
      changed: number;
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
      draining: number;
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
      draining: boolean;
      in_flight: number;
      agent: {
        token_made_at: string | null;
        last_heartbeat_at: string | null;
        heartbeat: {
          version?: 1 | undefined;
          at?: string | undefined;
          interval_seconds?: number | undefined;
          health_status?: "healthy" | "degraded" | "offline" | undefined;
          reason?: string | undefined;
          battery?: number | undefined;
          charging?: boolean | undefined;
          network?: string | undefined;
          storage_free_mb?: number | undefined;
          os_version?: string | undefined;
          agent_version?: string | undefined;
          apps?: {
            whatsapp?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            telegram?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            signal?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            imessage?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
          } | undefined;
        } | null;
      } | null;
      accounts: {
        id: string;
        device_id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        display_name: string;
        base_url: string;
        settings: Record<string, string>;
        access_version: number;
        portfolio_id: string | null;
        portfolio_name: string | null;
        per_second: number;
        per_day: number;
        pair_seconds: number;
        default_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        highest_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        sent_today: number;
        in_flight: number;
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        policy_hold: string | null;
        hold: {
          reason: string;
          held_at: string | null;
          campaigns: number;
          decision: "continue_without" | null;
        } | null;
        check: {
          health: "healthy" | "degraded" | "offline";
          code: string | null;
          detail: string;
          checked_at: string;
        } | null;
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
      draining: boolean;
      in_flight: number;
      agent: {
        token_made_at: string | null;
        last_heartbeat_at: string | null;
        heartbeat: {
          version?: 1 | undefined;
          at?: string | undefined;
          interval_seconds?: number | undefined;
          health_status?: "healthy" | "degraded" | "offline" | undefined;
          reason?: string | undefined;
          battery?: number | undefined;
          charging?: boolean | undefined;
          network?: string | undefined;
          storage_free_mb?: number | undefined;
          os_version?: string | undefined;
          agent_version?: string | undefined;
          apps?: {
            whatsapp?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            telegram?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            signal?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            imessage?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
          } | undefined;
        } | null;
      } | null;
      accounts: {
        id: string;
        device_id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        display_name: string;
        base_url: string;
        settings: Record<string, string>;
        access_version: number;
        portfolio_id: string | null;
        portfolio_name: string | null;
        per_second: number;
        per_day: number;
        pair_seconds: number;
        default_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        highest_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        sent_today: number;
        in_flight: number;
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        policy_hold: string | null;
        hold: {
          reason: string;
          held_at: string | null;
          campaigns: number;
          decision: "continue_without" | null;
        } | null;
        check: {
          health: "healthy" | "degraded" | "offline";
          code: string | null;
          detail: string;
          checked_at: string;
        } | null;
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
      draining: boolean;
      in_flight: number;
      agent: {
        token_made_at: string | null;
        last_heartbeat_at: string | null;
        heartbeat: {
          version?: 1 | undefined;
          at?: string | undefined;
          interval_seconds?: number | undefined;
          health_status?: "healthy" | "degraded" | "offline" | undefined;
          reason?: string | undefined;
          battery?: number | undefined;
          charging?: boolean | undefined;
          network?: string | undefined;
          storage_free_mb?: number | undefined;
          os_version?: string | undefined;
          agent_version?: string | undefined;
          apps?: {
            whatsapp?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            telegram?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            signal?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
            imessage?: {
              state: "running" | "stopped" | "logged_out" | "updating";
              version?: string | undefined;
            } | undefined;
          } | undefined;
        } | null;
      } | null;
      accounts: {
        id: string;
        device_id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        address: string;
        display_name: string;
        base_url: string;
        settings: Record<string, string>;
        access_version: number;
        portfolio_id: string | null;
        portfolio_name: string | null;
        per_second: number;
        per_day: number;
        pair_seconds: number;
        default_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        highest_limits: {
          per_second: number;
          per_day: number;
          pair_seconds: number;
        };
        sent_today: number;
        in_flight: number;
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        policy_hold: string | null;
        hold: {
          reason: string;
          held_at: string | null;
          campaigns: number;
          decision: "continue_without" | null;
        } | null;
        check: {
          health: "healthy" | "degraded" | "offline";
          code: string | null;
          detail: string;
          checked_at: string;
        } | null;
        paused_until: string | null;
        pause_reason: string | null;
        callback_url: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Make the token a device’s agent reports with; one made before ends */
  'POST /api/v1/devices/{id}/agent-token': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      token: string;
      made_at: string;
    };
  };
  /** Revoke the token of a device’s agent */
  'DELETE /api/v1/devices/{id}/agent-token': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Report a device’s state, as its agent or as an administrator */
  'POST /api/v1/devices/{id}/heartbeat': {
    path: { id: string };
    query: undefined;
    body: {
      version?: 1 | undefined;
      at?: string | undefined;
      interval_seconds?: number | undefined;
      health_status?: "healthy" | "degraded" | "offline" | undefined;
      reason?: string | undefined;
      battery?: number | undefined;
      charging?: boolean | undefined;
      network?: string | undefined;
      storage_free_mb?: number | undefined;
      os_version?: string | undefined;
      agent_version?: string | undefined;
      apps?: {
        whatsapp?: {
          state: "running" | "stopped" | "logged_out" | "updating";
          version?: string | undefined;
        } | undefined;
        telegram?: {
          state: "running" | "stopped" | "logged_out" | "updating";
          version?: string | undefined;
        } | undefined;
        signal?: {
          state: "running" | "stopped" | "logged_out" | "updating";
          version?: string | undefined;
        } | undefined;
        imessage?: {
          state: "running" | "stopped" | "logged_out" | "updating";
          version?: string | undefined;
        } | undefined;
      } | undefined;
    };
    answer: undefined;
  };
  /** How a device and its accounts were, newest first */
  'GET /api/v1/devices/{id}/history': {
    path: { id: string };
    query: { limit?: number | undefined; cursor?: string | undefined; account_id?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: number;
        at: string;
        account_id: string | null;
        channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
        health_status: "healthy" | "degraded" | "offline";
        reason: string | null;
        detail: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** List experiments, newest first */
  'GET /api/v1/experiments': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; status?: "draft" | "running" | "decided" | "ended" | undefined; q?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        campaign_id: string;
        campaign_name: string;
        campaign_status: string;
        portfolio_manager_id: string;
        portfolio_manager_name: string;
        name: string;
        varies: "message" | "profile" | "channel_order" | "send_time";
        status: "draft" | "running" | "decided" | "ended";
        metric: "delivered" | "read" | "replied" | "converted";
        expected_rate: number | null;
        minimum_effect: number;
        power: number;
        alpha: number;
        converted_by: "told" | "visit" | "either";
        trial_share: number;
        holdout_share: number;
        settle_minutes: number;
        guardrails: {
          opt_out: {
            on: boolean;
            margin: number;
          };
          failure: {
            on: boolean;
            margin: number;
          };
        };
        people_planned: number | null;
        variants: {
          variant: number;
          key: string;
          name: string;
          share: number;
          is_control: boolean;
          change: {
            message_content?: string | undefined;
            message_format?: "rich" | null | undefined;
            channel_content?: {
              whatsapp?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | {
                kind: "template";
                name: string;
                language: string;
                languages?: "person" | string[] | undefined;
                parameters: string[];
                named_parameters?: Record<string, string> | undefined;
                header?: {
                  kind: "text";
                  text: string;
                  name?: string | undefined;
                } | {
                  kind: "image";
                  link: string;
                } | {
                  kind: "video";
                  link: string;
                } | {
                  kind: "document";
                  link: string;
                  filename?: string | undefined;
                } | {
                  kind: "location";
                  latitude: string;
                  longitude: string;
                  name: string;
                  address: string;
                } | undefined;
                button_values?: ({
                  index: number;
                  kind: "url";
                  suffix: string;
                } | {
                  index: number;
                  kind: "quick_reply";
                  payload: string;
                } | {
                  index: number;
                  kind: "copy_code";
                  code: string;
                })[] | undefined;
                button_payloads?: string[] | undefined;
              } | {
                kind: "buttons";
                text: string;
                format?: "rich" | undefined;
                buttons: {
                  id: string;
                  title: string;
                }[];
              } | undefined;
              telegram?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | {
                kind: "buttons";
                text: string;
                format?: "rich" | undefined;
                buttons: {
                  id: string;
                  title: string;
                }[];
              } | undefined;
              signal?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | undefined;
              imessage?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | undefined;
            } | undefined;
            profile_id?: string | undefined;
            channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
            send_time?: {
              local_time: string;
            } | {
              after_minutes: number;
            } | undefined;
          };
          stopped_at: string | null;
          stopped_reason: "guardrail_opt_out" | "guardrail_failure" | "by_person" | null;
        }[];
        launched_at: string | null;
        winner: string | null;
        decided_by_name: string | null;
        decided_at: string | null;
        decided_early: string | null;
        rolled_out_at: string | null;
        version: number;
        created_at: string;
        updated_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** How many people an experiment needs, and what a campaign’s audience can show */
  'POST /api/v1/experiments/plan': {
    path: undefined;
    query: undefined;
    body: {
      metric: "delivered" | "read" | "replied" | "converted";
      converted_by?: "told" | "visit" | "either" | undefined;
      expected_rate: number;
      minimum_effect: number;
      power?: number | undefined;
      alpha?: number | undefined;
      variants: number;
      smallest_share?: number | undefined;
      trial_share?: number | undefined;
      holdout_share?: number | undefined;
      campaign_id?: string | undefined;
    };
    answer: {
      any_time: {
        per_variant: number;
        total: number;
      };
      once: {
        per_variant: number;
        total: number;
      };
      audience: {
        reachable: number;
        in_trial: number;
        per_variant: number;
        enough: boolean;
        smallest_effect: number | null;
        power: number;
      } | null;
      warning: string | null;
      suggested_rate: {
        rate: number;
        messages: number;
        campaigns: number;
      } | null;
    };
  };
  /** Read an experiment */
  'GET /api/v1/experiments/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      campaign_id: string;
      campaign_name: string;
      campaign_status: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      varies: "message" | "profile" | "channel_order" | "send_time";
      status: "draft" | "running" | "decided" | "ended";
      metric: "delivered" | "read" | "replied" | "converted";
      expected_rate: number | null;
      minimum_effect: number;
      power: number;
      alpha: number;
      converted_by: "told" | "visit" | "either";
      trial_share: number;
      holdout_share: number;
      settle_minutes: number;
      guardrails: {
        opt_out: {
          on: boolean;
          margin: number;
        };
        failure: {
          on: boolean;
          margin: number;
        };
      };
      people_planned: number | null;
      variants: {
        variant: number;
        key: string;
        name: string;
        share: number;
        is_control: boolean;
        change: {
          message_content?: string | undefined;
          message_format?: "rich" | null | undefined;
          channel_content?: {
            whatsapp?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | {
              kind: "template";
              name: string;
              language: string;
              languages?: "person" | string[] | undefined;
              parameters: string[];
              named_parameters?: Record<string, string> | undefined;
              header?: {
                kind: "text";
                text: string;
                name?: string | undefined;
              } | {
                kind: "image";
                link: string;
              } | {
                kind: "video";
                link: string;
              } | {
                kind: "document";
                link: string;
                filename?: string | undefined;
              } | {
                kind: "location";
                latitude: string;
                longitude: string;
                name: string;
                address: string;
              } | undefined;
              button_values?: ({
                index: number;
                kind: "url";
                suffix: string;
              } | {
                index: number;
                kind: "quick_reply";
                payload: string;
              } | {
                index: number;
                kind: "copy_code";
                code: string;
              })[] | undefined;
              button_payloads?: string[] | undefined;
            } | {
              kind: "buttons";
              text: string;
              format?: "rich" | undefined;
              buttons: {
                id: string;
                title: string;
              }[];
            } | undefined;
            telegram?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | {
              kind: "buttons";
              text: string;
              format?: "rich" | undefined;
              buttons: {
                id: string;
                title: string;
              }[];
            } | undefined;
            signal?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | undefined;
            imessage?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | undefined;
          } | undefined;
          profile_id?: string | undefined;
          channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
          send_time?: {
            local_time: string;
          } | {
            after_minutes: number;
          } | undefined;
        };
        stopped_at: string | null;
        stopped_reason: "guardrail_opt_out" | "guardrail_failure" | "by_person" | null;
      }[];
      launched_at: string | null;
      winner: string | null;
      decided_by_name: string | null;
      decided_at: string | null;
      decided_early: string | null;
      rolled_out_at: string | null;
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Take the experiment away from a campaign that was not launched */
  'DELETE /api/v1/experiments/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Declare the winner, and send it to everybody who has got nothing yet */
  'POST /api/v1/experiments/{id}/declare': {
    path: { id: string };
    query: undefined;
    body: {
      winner: string;
      roll_out: boolean;
      reason?: string | undefined;
    };
    answer: {
      experiment: {
        id: string;
        campaign_id: string;
        campaign_name: string;
        campaign_status: string;
        portfolio_manager_id: string;
        portfolio_manager_name: string;
        name: string;
        varies: "message" | "profile" | "channel_order" | "send_time";
        status: "draft" | "running" | "decided" | "ended";
        metric: "delivered" | "read" | "replied" | "converted";
        expected_rate: number | null;
        minimum_effect: number;
        power: number;
        alpha: number;
        converted_by: "told" | "visit" | "either";
        trial_share: number;
        holdout_share: number;
        settle_minutes: number;
        guardrails: {
          opt_out: {
            on: boolean;
            margin: number;
          };
          failure: {
            on: boolean;
            margin: number;
          };
        };
        people_planned: number | null;
        variants: {
          variant: number;
          key: string;
          name: string;
          share: number;
          is_control: boolean;
          change: {
            message_content?: string | undefined;
            message_format?: "rich" | null | undefined;
            channel_content?: {
              whatsapp?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | {
                kind: "template";
                name: string;
                language: string;
                languages?: "person" | string[] | undefined;
                parameters: string[];
                named_parameters?: Record<string, string> | undefined;
                header?: {
                  kind: "text";
                  text: string;
                  name?: string | undefined;
                } | {
                  kind: "image";
                  link: string;
                } | {
                  kind: "video";
                  link: string;
                } | {
                  kind: "document";
                  link: string;
                  filename?: string | undefined;
                } | {
                  kind: "location";
                  latitude: string;
                  longitude: string;
                  name: string;
                  address: string;
                } | undefined;
                button_values?: ({
                  index: number;
                  kind: "url";
                  suffix: string;
                } | {
                  index: number;
                  kind: "quick_reply";
                  payload: string;
                } | {
                  index: number;
                  kind: "copy_code";
                  code: string;
                })[] | undefined;
                button_payloads?: string[] | undefined;
              } | {
                kind: "buttons";
                text: string;
                format?: "rich" | undefined;
                buttons: {
                  id: string;
                  title: string;
                }[];
              } | undefined;
              telegram?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | {
                kind: "buttons";
                text: string;
                format?: "rich" | undefined;
                buttons: {
                  id: string;
                  title: string;
                }[];
              } | undefined;
              signal?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | undefined;
              imessage?: {
                kind: "text";
                text: string;
                format?: "rich" | undefined;
              } | undefined;
            } | undefined;
            profile_id?: string | undefined;
            channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
            send_time?: {
              local_time: string;
            } | {
              after_minutes: number;
            } | undefined;
          };
          stopped_at: string | null;
          stopped_reason: "guardrail_opt_out" | "guardrail_failure" | "by_person" | null;
        }[];
        launched_at: string | null;
        winner: string | null;
        decided_by_name: string | null;
        decided_at: string | null;
        decided_early: string | null;
        rolled_out_at: string | null;
        version: number;
        created_at: string;
        updated_at: string;
      };
      rolled_out: {
        moved: number;
        waiting: number;
      } | null;
    };
  };
  /** The results of an experiment as a file */
  'GET /api/v1/experiments/{id}/report': {
    path: { id: string };
    query: { format?: "html" | "csv" | undefined };
    body: undefined;
    answer: string;
  };
  /** What an experiment shows now, and what may be said of it */
  'GET /api/v1/experiments/{id}/results': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      experiment_id: string;
      status: "draft" | "running" | "decided" | "ended";
      metric: "delivered" | "read" | "replied" | "converted";
      as_of: string;
      settle_minutes: number;
      people_planned: number | null;
      variants: {
        key: string;
        name: string;
        is_control: boolean;
        share: number;
        assigned: number;
        waiting: number;
        left_out: number;
        sent: number;
        settled: number;
        successes: number;
        rate: number | null;
        low: number;
        high: number;
        guardrails: {
          opt_out: {
            people: number;
            count: number;
          };
          failure: {
            people: number;
            count: number;
          };
        };
        stopped_at: string | null;
        stopped_reason: string | null;
      }[];
      holdout: number;
      waiting_for_winner: number | null;
      verdict: {
        kind: "sample_ratio" | "better" | "worse" | "no_relevant_difference" | "no_difference_seen" | "stopped_by_guardrail" | "too_early";
        winner: string | null;
        variant: string | null;
        difference: number | null;
        low: number | null;
        high: number | null;
        confidence: number | null;
        may_stop: boolean;
        stopped: string[];
        open: string[];
        people_missing: number | null;
        text: string;
        shown_at: string | null;
      };
      comparisons: {
        variant: string;
        difference: number;
        low: number;
        high: number;
        confidence: number;
        always_valid_p: number;
        boundary: number;
        finding: "better" | "worse" | "no_relevant_difference" | "unclear";
        guardrails: {
          name: "opt_out" | "failure";
          difference: number;
          margin: number;
          always_valid_p: number;
          stopped: boolean;
        }[];
        stopped: boolean;
      }[];
      classical: {
        chi_square: {
          statistic: number;
          degrees: number;
          p: number;
          least_expected: number;
        };
        differences: {
          variant: string;
          difference: number;
          low: number;
          high: number;
          z: number;
          p: number;
          p_fisher: number;
          test: "fisher" | "z";
          p_adjusted: number;
        }[];
      };
      sample_ratio: {
        alarm: boolean;
        always_valid_p: number;
        p: number;
        variants: {
          key: string;
          people: number;
          expected: number;
        }[];
        causes: {
          code: string;
          text: string;
        }[];
      };
      caveats: {
        code: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
        people: number;
        text: string;
      }[];
    };
  };
  /** How rates and differences came about */
  'GET /api/v1/experiments/{id}/series': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      experiment_id: string;
      as_of: string;
      control: string;
      people_planned: number | null;
      points: {
        at: string;
        variants: {
          key: string;
          people: number;
          successes: number;
          rate: number | null;
          low: number;
          high: number;
          difference: number | null;
          difference_low: number | null;
          difference_high: number | null;
        }[];
      }[];
    };
  };
  /** Stop sending a variant; who waited for it gets another */
  'POST /api/v1/experiments/{id}/stop-variant': {
    path: { id: string };
    query: undefined;
    body: {
      variant: string;
    };
    answer: {
      id: string;
      campaign_id: string;
      campaign_name: string;
      campaign_status: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      varies: "message" | "profile" | "channel_order" | "send_time";
      status: "draft" | "running" | "decided" | "ended";
      metric: "delivered" | "read" | "replied" | "converted";
      expected_rate: number | null;
      minimum_effect: number;
      power: number;
      alpha: number;
      converted_by: "told" | "visit" | "either";
      trial_share: number;
      holdout_share: number;
      settle_minutes: number;
      guardrails: {
        opt_out: {
          on: boolean;
          margin: number;
        };
        failure: {
          on: boolean;
          margin: number;
        };
      };
      people_planned: number | null;
      variants: {
        variant: number;
        key: string;
        name: string;
        share: number;
        is_control: boolean;
        change: {
          message_content?: string | undefined;
          message_format?: "rich" | null | undefined;
          channel_content?: {
            whatsapp?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | {
              kind: "template";
              name: string;
              language: string;
              languages?: "person" | string[] | undefined;
              parameters: string[];
              named_parameters?: Record<string, string> | undefined;
              header?: {
                kind: "text";
                text: string;
                name?: string | undefined;
              } | {
                kind: "image";
                link: string;
              } | {
                kind: "video";
                link: string;
              } | {
                kind: "document";
                link: string;
                filename?: string | undefined;
              } | {
                kind: "location";
                latitude: string;
                longitude: string;
                name: string;
                address: string;
              } | undefined;
              button_values?: ({
                index: number;
                kind: "url";
                suffix: string;
              } | {
                index: number;
                kind: "quick_reply";
                payload: string;
              } | {
                index: number;
                kind: "copy_code";
                code: string;
              })[] | undefined;
              button_payloads?: string[] | undefined;
            } | {
              kind: "buttons";
              text: string;
              format?: "rich" | undefined;
              buttons: {
                id: string;
                title: string;
              }[];
            } | undefined;
            telegram?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | {
              kind: "buttons";
              text: string;
              format?: "rich" | undefined;
              buttons: {
                id: string;
                title: string;
              }[];
            } | undefined;
            signal?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | undefined;
            imessage?: {
              kind: "text";
              text: string;
              format?: "rich" | undefined;
            } | undefined;
          } | undefined;
          profile_id?: string | undefined;
          channel_order?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
          send_time?: {
            local_time: string;
          } | {
            after_minutes: number;
          } | undefined;
        };
        stopped_at: string | null;
        stopped_reason: "guardrail_opt_out" | "guardrail_failure" | "by_person" | null;
      }[];
      launched_at: string | null;
      winner: string | null;
      decided_by_name: string | null;
      decided_at: string | null;
      decided_early: string | null;
      rolled_out_at: string | null;
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** The whole pool of devices in one answer, slim, worst first */
  'GET /api/v1/fleet': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      total: number;
      items: {
        id: string;
        name: string;
        device_identifier: string;
        platform_type: "ios" | "android" | "mac" | "cloud";
        health_status: "healthy" | "degraded" | "offline";
        health_reason: string | null;
        maintenance: boolean;
        in_flight: number;
        last_heard_at: string;
        accounts: {
          id: string;
          channel: "whatsapp" | "telegram" | "signal" | "imessage";
          address: string;
          portfolio_id: string | null;
          health_status: "healthy" | "degraded" | "offline";
          health_reason: string | null;
          policy_hold: string | null;
          paused_until: string | null;
          pause_reason: string | null;
          sent_today: number;
          per_day: number;
        }[];
      }[];
    };
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
  /** List legal holds, newest first */
  'GET /api/v1/legal-holds': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; standing?: boolean | undefined; prospect_id?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        kind: "person" | "campaign" | "manager" | "class";
        prospect_id: string | null;
        campaign_id: string | null;
        portfolio_manager_id: string | null;
        data_class: "messages" | "trail" | "consents" | "content" | "reviews" | "imports" | "sign_ins" | "callbacks" | "senders" | null;
        name: string | null;
        reason: string;
        made_by: string;
        made_by_name: string;
        made_at: string;
        lift_asked_by: string | null;
        lift_asked_by_name: string | null;
        lift_reason: string | null;
        lifted_by_name: string | null;
        lifted_at: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Keep everything about a person, a campaign, a portfolio manager or a class of data */
  'POST /api/v1/legal-holds': {
    path: undefined;
    query: undefined;
    body: {
      prospect_id?: string | undefined;
      campaign_id?: string | undefined;
      user_id?: string | undefined;
      data_class?: "messages" | "trail" | "consents" | "content" | "reviews" | "imports" | "sign_ins" | "callbacks" | "senders" | undefined;
      reason: string;
    };
    answer: {
      id: string;
      kind: "person" | "campaign" | "manager" | "class";
      prospect_id: string | null;
      campaign_id: string | null;
      portfolio_manager_id: string | null;
      data_class: "messages" | "trail" | "consents" | "content" | "reviews" | "imports" | "sign_ins" | "callbacks" | "senders" | null;
      name: string | null;
      reason: string;
      made_by: string;
      made_by_name: string;
      made_at: string;
      lift_asked_by: string | null;
      lift_asked_by_name: string | null;
      lift_reason: string | null;
      lifted_by_name: string | null;
      lifted_at: string | null;
    };
  };
  /** Lift a legal hold */
  'POST /api/v1/legal-holds/{id}/lift': {
    path: { id: string };
    query: undefined;
    body: {
      reason: string;
    };
    answer: {
      id: string;
      kind: "person" | "campaign" | "manager" | "class";
      prospect_id: string | null;
      campaign_id: string | null;
      portfolio_manager_id: string | null;
      data_class: "messages" | "trail" | "consents" | "content" | "reviews" | "imports" | "sign_ins" | "callbacks" | "senders" | null;
      name: string | null;
      reason: string;
      made_by: string;
      made_by_name: string;
      made_at: string;
      lift_asked_by: string | null;
      lift_asked_by_name: string | null;
      lift_reason: string | null;
      lifted_by_name: string | null;
      lifted_at: string | null;
    };
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
  /** What I am told of, and whether e-mail reaches me */
  'GET /api/v1/me/notification-preferences': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      kinds: {
        kind: "messages_failed" | "messages_unknown" | "campaign_completed" | "campaign_late" | "campaign_paused" | "experiment_found" | "experiment_stopped" | "people_held" | "account_held" | "channel_held" | "senders_offline" | "senders_back" | "portfolio_exhausted" | "messages_held" | "messages_refused" | "privacy_asked" | "privacy_due" | "audit_lost" | "keys_unusable" | "mail_failed";
        in_app: boolean;
        email: "off" | "immediate" | "hourly" | "daily";
        always: boolean;
        mailable: boolean;
      }[];
      email: {
        address: string;
        state: "ready" | "not_configured" | "sample_data";
        last_sent_at: string | null;
        last_failure: {
          at: string;
          code: string;
        } | null;
      };
    };
  };
  /** Choose what I am told of */
  'PUT /api/v1/me/notification-preferences': {
    path: undefined;
    query: undefined;
    body: {
      kinds: {
        kind: "messages_failed" | "messages_unknown" | "campaign_completed" | "campaign_late" | "campaign_paused" | "experiment_found" | "experiment_stopped" | "people_held" | "account_held" | "channel_held" | "senders_offline" | "senders_back" | "portfolio_exhausted" | "messages_held" | "messages_refused" | "privacy_asked" | "privacy_due" | "audit_lost" | "keys_unusable" | "mail_failed";
        in_app: boolean;
        email: "off" | "immediate" | "hourly" | "daily";
      }[];
    };
    answer: {
      kinds: {
        kind: "messages_failed" | "messages_unknown" | "campaign_completed" | "campaign_late" | "campaign_paused" | "experiment_found" | "experiment_stopped" | "people_held" | "account_held" | "channel_held" | "senders_offline" | "senders_back" | "portfolio_exhausted" | "messages_held" | "messages_refused" | "privacy_asked" | "privacy_due" | "audit_lost" | "keys_unusable" | "mail_failed";
        in_app: boolean;
        email: "off" | "immediate" | "hourly" | "daily";
        always: boolean;
        mailable: boolean;
      }[];
      email: {
        address: string;
        state: "ready" | "not_configured" | "sample_data";
        last_sent_at: string | null;
        last_failure: {
          at: string;
          code: string;
        } | null;
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
  /** Show again that it is me */
  'POST /api/v1/me/proof': {
    path: undefined;
    query: undefined;
    body: {
      password: string;
    };
    answer: undefined;
  };
  /** Show again that it is me, through the provider */
  'POST /api/v1/me/proof/single-sign-on': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      url: string;
    };
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
  /** Begin to set up a second factor */
  'POST /api/v1/me/second-factor': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      secret: string;
      uri: string;
      qr: string;
    };
  };
  /** Confirm my second factor with its first code */
  'POST /api/v1/me/second-factor/confirm': {
    path: undefined;
    query: undefined;
    body: {
      code: string;
    };
    answer: {
      recovery_codes: string[];
    };
  };
  /** Make new recovery codes in place of the old ones */
  'POST /api/v1/me/second-factor/recovery-codes': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      recovery_codes: string[];
    };
  };
  /** Remove my second factor */
  'POST /api/v1/me/second-factor/removal': {
    path: undefined;
    query: undefined;
    body: {
      password?: string | undefined;
      code: string;
    };
    answer: undefined;
  };
  /** How I sign in */
  'GET /api/v1/me/security': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      password: boolean;
      single_sign_on: boolean;
      second_factor: {
        since: string;
        recovery_codes_left: number;
      } | null;
      second_factor_required: boolean;
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
  /** What a text can name of your people, and how long the values are */
  'GET /api/v1/message-variables': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        name: string;
        source: "person" | "details" | "columns" | "sender";
        example: string | null;
        longest: {
          characters: number;
          bytes: number;
        };
      }[];
    };
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
          outcome: "send" | "reschedule" | "skip" | "hold";
          channel?: string | undefined;
          reasons: {
            code: string;
            channel?: string | undefined;
            detail?: string | undefined;
          }[];
          until?: string | undefined;
          at: string;
          sender?: string | undefined;
          template_language?: string | undefined;
          flags?: {
            rule_id: string;
            version: number;
            name: string;
            action: "warn" | "block";
            severity: "low" | "medium" | "high";
            message: string;
            matched: string | null;
            excerpt: string;
            released?: boolean | undefined;
          }[] | undefined;
          rules?: number | undefined;
        } | null;
        compliance_flags: {
          rule_id: string;
          version: number;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          message: string;
        }[] | null;
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
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
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
        outcome: "send" | "reschedule" | "skip" | "hold";
        channel?: string | undefined;
        reasons: {
          code: string;
          channel?: string | undefined;
          detail?: string | undefined;
        }[];
        until?: string | undefined;
        at: string;
        sender?: string | undefined;
        template_language?: string | undefined;
        flags?: {
          rule_id: string;
          version: number;
          name: string;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          message: string;
          matched: string | null;
          excerpt: string;
          released?: boolean | undefined;
        }[] | undefined;
        rules?: number | undefined;
      } | null;
      compliance_flags: {
        rule_id: string;
        version: number;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        message: string;
      }[] | null;
      created_at: string;
      profile: {
        id: string;
        name: string;
        language: string;
        version: number | null;
      } | null;
      variant: {
        key: string;
        name: string;
      } | null;
      in_trial: boolean | null;
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
  /** Decide about many messages whose outcome is not known */
  'POST /api/v1/messages/settle': {
    path: undefined;
    query: undefined;
    body: {
      decision: "resend" | "leave";
      note?: string | undefined;
      campaign_id?: string | undefined;
      platform?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
      message_ids?: string[] | undefined;
      tried_before?: string | undefined;
    };
    answer: {
      settled: number;
      too_early: number;
      cancelled: number;
      more: boolean;
    };
  };
  /** Messages whose outcome is not known and not decided */
  'GET /api/v1/messages/unknown': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; campaign_id?: string | undefined; platform?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        campaign_id: string | null;
        campaign_name: string | null;
        prospect_id: string;
        prospect_name: string | null;
        portfolio_manager_id: string;
        platform: "whatsapp" | "telegram" | "signal" | "imessage";
        sender: string | null;
        attempt: number;
        tried_at: string;
        code: string | null;
        text: string | null;
        automatic: {
          way: "receipt" | "look_up" | "lone_receipt";
          until: string | null;
          next_look_at: string | null;
          last_look: "found" | "not_found" | "several" | "no_answer" | null;
        } | null;
        can_resend: boolean;
      }[];
      next_cursor: string | null;
      groups: {
        platform: "whatsapp" | "telegram" | "signal" | "imessage";
        code: string | null;
        count: number;
        can_resend: number;
        automatic_until: string | null;
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
        outcome: "send" | "reschedule" | "skip" | "hold";
        channel?: string | undefined;
        reasons: {
          code: string;
          channel?: string | undefined;
          detail?: string | undefined;
        }[];
        until?: string | undefined;
        at: string;
        sender?: string | undefined;
        template_language?: string | undefined;
        flags?: {
          rule_id: string;
          version: number;
          name: string;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          message: string;
          matched: string | null;
          excerpt: string;
          released?: boolean | undefined;
        }[] | undefined;
        rules?: number | undefined;
      } | null;
      compliance_flags: {
        rule_id: string;
        version: number;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        message: string;
      }[] | null;
      created_at: string;
      profile: {
        id: string;
        name: string;
        language: string;
        version: number | null;
      } | null;
      variant: {
        key: string;
        name: string;
      } | null;
      in_trial: boolean | null;
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
  /** Decide about a message whose outcome is not known */
  'POST /api/v1/messages/{id}/settle': {
    path: { id: string };
    query: undefined;
    body: {
      decision: "resend" | "leave";
      note?: string | undefined;
      attempt?: number | undefined;
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
        outcome: "send" | "reschedule" | "skip" | "hold";
        channel?: string | undefined;
        reasons: {
          code: string;
          channel?: string | undefined;
          detail?: string | undefined;
        }[];
        until?: string | undefined;
        at: string;
        sender?: string | undefined;
        template_language?: string | undefined;
        flags?: {
          rule_id: string;
          version: number;
          name: string;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          message: string;
          matched: string | null;
          excerpt: string;
          released?: boolean | undefined;
        }[] | undefined;
        rules?: number | undefined;
      } | null;
      compliance_flags: {
        rule_id: string;
        version: number;
        action: "warn" | "block";
        severity: "low" | "medium" | "high";
        message: string;
      }[] | null;
      created_at: string;
      profile: {
        id: string;
        name: string;
        language: string;
        version: number | null;
      } | null;
      variant: {
        key: string;
        name: string;
      } | null;
      in_trial: boolean | null;
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
  /** My notifications, newest first */
  'GET /api/v1/notifications': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; unread?: boolean | undefined; kind?: "messages_failed" | "messages_unknown" | "campaign_completed" | "campaign_late" | "campaign_paused" | "experiment_found" | "experiment_stopped" | "people_held" | "account_held" | "channel_held" | "senders_offline" | "senders_back" | "portfolio_exhausted" | "messages_held" | "messages_refused" | "privacy_asked" | "privacy_due" | "audit_lost" | "keys_unusable" | "mail_failed" | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        kind: "messages_failed" | "messages_unknown" | "campaign_completed" | "campaign_late" | "campaign_paused" | "experiment_found" | "experiment_stopped" | "people_held" | "account_held" | "channel_held" | "senders_offline" | "senders_back" | "portfolio_exhausted" | "messages_held" | "messages_refused" | "privacy_asked" | "privacy_due" | "audit_lost" | "keys_unusable" | "mail_failed";
        severity: "info" | "warn" | "danger";
        count: number;
        first_at: string;
        last_at: string;
        read_at: string | null;
        campaign: {
          id: string;
          name: string;
        } | null;
        device: {
          id: string;
          name: string;
        } | null;
        people: {
          id: string;
          name: string;
          conversation_id: string | null;
        }[];
        channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
        reasons: {
          code: string;
          count: number;
        }[];
        numbers: {
          recipients: number;
          sent: number;
          delivered: number;
          read: number;
          replied: number;
          failed: number;
          skipped: number;
          held: number;
        } | null;
        late_seconds: number | null;
        open: number | null;
        waiting: {
          people: number;
          campaigns: {
            id: string;
            name: string;
          }[];
          more_campaigns: number;
        } | null;
        senders: {
          offline: number;
          back: number;
          names: string[];
        } | null;
        portfolio: {
          name: string;
          limit: number | null;
        } | null;
        settled_at: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Mark notifications as read, or as unread again */
  'POST /api/v1/notifications/read': {
    path: undefined;
    query: undefined;
    body: {
      ids?: string[] | undefined;
      all?: true | undefined;
      read?: boolean | undefined;
    };
    answer: {
      unread: number;
    };
  };
  /** How many I have not read */
  'GET /api/v1/notifications/summary': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      unread: number;
    };
  };
  /** Pages on which people agree */
  'GET /api/v1/opt-in-pages': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      items: {
        id: string;
        name: string;
        language: "en" | "bn";
        offers: string[];
        wording: string;
        keyword: string | null;
        active: boolean;
        version: number;
        url: string;
        usable: boolean;
        confirmed: number;
        created_at: string;
        updated_at: string;
      }[];
    };
  };
  /** Make an opt-in page */
  'POST /api/v1/opt-in-pages': {
    path: undefined;
    query: undefined;
    body: {
      name: string;
      language: "en" | "bn";
      offers: string[];
      wording: string;
      keyword?: string | null | undefined;
    };
    answer: {
      id: string;
      name: string;
      language: "en" | "bn";
      offers: string[];
      wording: string;
      keyword: string | null;
      active: boolean;
      version: number;
      url: string;
      usable: boolean;
      confirmed: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Change an opt-in page, or close it */
  'PATCH /api/v1/opt-in-pages/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      offers?: string[] | undefined;
      wording?: string | undefined;
      keyword?: string | null | undefined;
      active?: boolean | undefined;
    };
    answer: {
      id: string;
      name: string;
      language: "en" | "bn";
      offers: string[];
      wording: string;
      keyword: string | null;
      active: boolean;
      version: number;
      url: string;
      usable: boolean;
      confirmed: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Every wording a page has had */
  'GET /api/v1/opt-in-pages/{id}/wordings': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      items: {
        version: number;
        wording: string;
        offers: string[];
        created_at: string;
        created_by: string;
      }[];
    };
  };
  /** People whose own consents say no, the latest first */
  'GET /api/v1/opt-outs': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        prospect_id: string;
        prospect_name: string | null;
        channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
        purposes: ("marketing" | "service" | "coaching")[];
        everything: boolean;
        source: string;
        by_person: boolean;
        since: string;
        recorded_by_name: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Pass on that a person wants no more messages */
  'POST /api/v1/opt-outs': {
    path: undefined;
    query: undefined;
    body: {
      phone?: string | undefined;
      channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
      address?: string | undefined;
      channels?: ("whatsapp" | "telegram" | "signal" | "imessage")[] | undefined;
      purposes?: ("marketing" | "service" | "coaching")[] | undefined;
      source: string;
      evidence?: Record<string, unknown> | undefined;
      occurred_at?: string | undefined;
    };
    answer: undefined;
  };
  /** List WhatsApp portfolios with what is left of their tier */
  'GET /api/v1/portfolios': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        name: string;
        external_id: string | null;
        tier_limit: number | null;
        quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
        recipients_24h: number;
        left_24h: number | null;
        next_free_at: string | null;
        accounts: {
          id: string;
          device_id: string;
          display_name: string;
          address: string;
          health_status: "healthy" | "degraded" | "offline";
          policy_hold: string | null;
          hold_decision: "continue_without" | null;
          sent_today: number;
          per_day: number;
        }[];
        created_at: string;
        updated_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** Add a portfolio */
  'POST /api/v1/portfolios': {
    path: undefined;
    query: undefined;
    body: {
      name: string;
      external_id?: string | null | undefined;
      tier_limit?: 250 | 1000 | 2000 | 10000 | 100000 | null | undefined;
      quality?: "GREEN" | "YELLOW" | "RED" | "UNKNOWN" | undefined;
    };
    answer: {
      id: string;
      name: string;
      external_id: string | null;
      tier_limit: number | null;
      quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
      recipients_24h: number;
      left_24h: number | null;
      next_free_at: string | null;
      accounts: {
        id: string;
        device_id: string;
        display_name: string;
        address: string;
        health_status: "healthy" | "degraded" | "offline";
        policy_hold: string | null;
        hold_decision: "continue_without" | null;
        sent_today: number;
        per_day: number;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Read a portfolio */
  'GET /api/v1/portfolios/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      name: string;
      external_id: string | null;
      tier_limit: number | null;
      quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
      recipients_24h: number;
      left_24h: number | null;
      next_free_at: string | null;
      accounts: {
        id: string;
        device_id: string;
        display_name: string;
        address: string;
        health_status: "healthy" | "degraded" | "offline";
        policy_hold: string | null;
        hold_decision: "continue_without" | null;
        sent_today: number;
        per_day: number;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Change a portfolio’s name, tier or quality */
  'PATCH /api/v1/portfolios/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      external_id?: string | null | undefined;
      tier_limit?: 250 | 1000 | 2000 | 10000 | 100000 | null | undefined;
      quality?: "GREEN" | "YELLOW" | "RED" | "UNKNOWN" | undefined;
    };
    answer: {
      id: string;
      name: string;
      external_id: string | null;
      tier_limit: number | null;
      quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
      recipients_24h: number;
      left_24h: number | null;
      next_free_at: string | null;
      accounts: {
        id: string;
        device_id: string;
        display_name: string;
        address: string;
        health_status: "healthy" | "degraded" | "offline";
        policy_hold: string | null;
        hold_decision: "continue_without" | null;
        sent_today: number;
        per_day: number;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Decide about all accounts of a portfolio that a platform’s signal stopped */
  'POST /api/v1/portfolios/{id}/decision': {
    path: { id: string };
    query: undefined;
    body: {
      decision: "release" | "continue_without";
      reason: string;
    };
    answer: {
      id: string;
      name: string;
      external_id: string | null;
      tier_limit: number | null;
      quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
      recipients_24h: number;
      left_24h: number | null;
      next_free_at: string | null;
      accounts: {
        id: string;
        device_id: string;
        display_name: string;
        address: string;
        health_status: "healthy" | "degraded" | "offline";
        policy_hold: string | null;
        hold_decision: "continue_without" | null;
        sent_today: number;
        per_day: number;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Who waits for the decision about the held accounts of a portfolio */
  'GET /api/v1/portfolios/{id}/waiting': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      people: number;
      unreachable: number;
      campaigns: {
        id: string;
        name: string;
        waiting: number;
      }[];
    };
  };
  /** What people ask for about their own data */
  'GET /api/v1/privacy-requests': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; state?: "open" | "closed" | undefined; kind?: "copy" | "erasure" | "correction" | "objection" | undefined; assigned_to?: "me" | "nobody" | undefined; prospect_id?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        kind: "copy" | "erasure" | "correction" | "objection";
        came_by: "preference_page" | "phone" | "letter" | "email" | "meeting" | "message" | "api";
        state: "open" | "completed" | "refused";
        person: {
          id: string;
          name: string | null;
        } | null;
        received_at: string;
        due_on: string;
        days_left: number | null;
        extended_at: string | null;
        assigned_to: {
          id: string;
          name: string;
        } | null;
        recorded_by_name: string | null;
        closed_at: string | null;
        closed_by_name: string | null;
      }[];
      next_cursor: string | null;
    };
  };
  /** Pass on what a person asks for about their data */
  'POST /api/v1/privacy-requests': {
    path: undefined;
    query: undefined;
    body: {
      prospect_id: string;
      kind: "copy" | "erasure" | "correction" | "objection";
      came_by: "phone" | "letter" | "email" | "meeting" | "message" | "api";
      note?: string | undefined;
      received_at?: string | undefined;
    };
    answer: {
      id: string;
      kind: "copy" | "erasure" | "correction" | "objection";
      came_by: "preference_page" | "phone" | "letter" | "email" | "meeting" | "message" | "api";
      state: "open" | "completed" | "refused";
      person: {
        id: string;
        name: string | null;
      } | null;
      received_at: string;
      due_on: string;
      days_left: number | null;
      extended_at: string | null;
      assigned_to: {
        id: string;
        name: string;
      } | null;
      recorded_by_name: string | null;
      closed_at: string | null;
      closed_by_name: string | null;
      steps: {
        step: "received" | "assigned" | "noted" | "extended" | "completed" | "refused";
        note: string | null;
        assigned_to_name: string | null;
        made_by_name: string | null;
        made_at: string;
      }[];
      kept: {
        until: string | null;
        because: string[];
      } | null;
      may_extend: boolean;
    };
  };
  /** How many are open, near their last day, and late */
  'GET /api/v1/privacy-requests/summary': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      open: number;
      late: number;
      soon: number;
    };
  };
  /** One request, with every step */
  'GET /api/v1/privacy-requests/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      kind: "copy" | "erasure" | "correction" | "objection";
      came_by: "preference_page" | "phone" | "letter" | "email" | "meeting" | "message" | "api";
      state: "open" | "completed" | "refused";
      person: {
        id: string;
        name: string | null;
      } | null;
      received_at: string;
      due_on: string;
      days_left: number | null;
      extended_at: string | null;
      assigned_to: {
        id: string;
        name: string;
      } | null;
      recorded_by_name: string | null;
      closed_at: string | null;
      closed_by_name: string | null;
      steps: {
        step: "received" | "assigned" | "noted" | "extended" | "completed" | "refused";
        note: string | null;
        assigned_to_name: string | null;
        made_by_name: string | null;
        made_at: string;
      }[];
      kept: {
        until: string | null;
        because: string[];
      } | null;
      may_extend: boolean;
    };
  };
  /** Assign a request, note what was done, or take more time */
  'PATCH /api/v1/privacy-requests/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      assigned_to?: string | null | undefined;
      note?: string | undefined;
      extend?: {
        reason: string;
      } | undefined;
    };
    answer: {
      id: string;
      kind: "copy" | "erasure" | "correction" | "objection";
      came_by: "preference_page" | "phone" | "letter" | "email" | "meeting" | "message" | "api";
      state: "open" | "completed" | "refused";
      person: {
        id: string;
        name: string | null;
      } | null;
      received_at: string;
      due_on: string;
      days_left: number | null;
      extended_at: string | null;
      assigned_to: {
        id: string;
        name: string;
      } | null;
      recorded_by_name: string | null;
      closed_at: string | null;
      closed_by_name: string | null;
      steps: {
        step: "received" | "assigned" | "noted" | "extended" | "completed" | "refused";
        note: string | null;
        assigned_to_name: string | null;
        made_by_name: string | null;
        made_at: string;
      }[];
      kept: {
        until: string | null;
        because: string[];
      } | null;
      may_extend: boolean;
    };
  };
  /** Answer a request: done, or refused with the reason */
  'POST /api/v1/privacy-requests/{id}/close': {
    path: { id: string };
    query: undefined;
    body: {
      outcome: "completed" | "refused";
      note?: string | undefined;
    };
    answer: {
      id: string;
      kind: "copy" | "erasure" | "correction" | "objection";
      came_by: "preference_page" | "phone" | "letter" | "email" | "meeting" | "message" | "api";
      state: "open" | "completed" | "refused";
      person: {
        id: string;
        name: string | null;
      } | null;
      received_at: string;
      due_on: string;
      days_left: number | null;
      extended_at: string | null;
      assigned_to: {
        id: string;
        name: string;
      } | null;
      recorded_by_name: string | null;
      closed_at: string | null;
      closed_by_name: string | null;
      steps: {
        step: "received" | "assigned" | "noted" | "extended" | "completed" | "refused";
        note: string | null;
        assigned_to_name: string | null;
        made_by_name: string | null;
        made_at: string;
      }[];
      kept: {
        until: string | null;
        because: string[];
      } | null;
      may_extend: boolean;
    };
  };
  /** List engagement profiles, newest first */
  'GET /api/v1/profiles': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; q?: string | undefined; language?: string | undefined; is_active?: boolean | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        portfolio_manager_id: string;
        portfolio_manager_name: string;
        name: string;
        language: string;
        branding_config: {
          colors: {
            accent?: string | undefined;
            background?: string | undefined;
            text?: string | undefined;
          };
          logos: {
            light?: string | undefined;
            dark?: string | undefined;
          };
          fonts: {
            body?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
            heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
          };
        };
        messaging_templates: {
          whatsapp?: string | {
            kind: "text";
            text: string;
            format?: "rich" | undefined;
          } | {
            kind: "template";
            name: string;
            language: string;
            languages?: "person" | string[] | undefined;
            parameters: string[];
            named_parameters?: Record<string, string> | undefined;
            header?: {
              kind: "text";
              text: string;
              name?: string | undefined;
            } | {
              kind: "image";
              link: string;
            } | {
              kind: "video";
              link: string;
            } | {
              kind: "document";
              link: string;
              filename?: string | undefined;
            } | {
              kind: "location";
              latitude: string;
              longitude: string;
              name: string;
              address: string;
            } | undefined;
            button_values?: ({
              index: number;
              kind: "url";
              suffix: string;
            } | {
              index: number;
              kind: "quick_reply";
              payload: string;
            } | {
              index: number;
              kind: "copy_code";
              code: string;
            })[] | undefined;
            button_payloads?: string[] | undefined;
          } | {
            kind: "buttons";
            text: string;
            format?: "rich" | undefined;
            buttons: {
              id: string;
              title: string;
            }[];
          } | undefined;
          telegram?: string | {
            kind: "text";
            text: string;
            format?: "rich" | undefined;
          } | {
            kind: "buttons";
            text: string;
            format?: "rich" | undefined;
            buttons: {
              id: string;
              title: string;
            }[];
          } | undefined;
          signal?: string | {
            kind: "text";
            text: string;
            format?: "rich" | undefined;
          } | undefined;
          imessage?: string | {
            kind: "text";
            text: string;
            format?: "rich" | undefined;
          } | undefined;
        };
        compliance_rules: {
          jurisdiction?: string | undefined;
          rules?: ({
            kind: "disclaimer";
            language: string;
            text: string;
          } | {
            kind: "max_links";
            count: number;
          })[] | undefined;
        };
        target_demographics: {
          countries?: string[] | undefined;
          languages?: string[] | undefined;
          age_range?: unknown[] | undefined;
          location?: string[] | undefined;
          interests?: string[] | undefined;
          lead_score?: unknown[] | undefined;
        } | null;
        is_active: boolean;
        version: number;
        missing_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
        campaigns: number;
        warnings: {
          field: string;
          reason: string;
          remedy: string;
        }[];
        created_at: string;
        updated_at: string;
      }[];
      next_cursor: string | null;
      own: number;
    };
  };
  /** Make an engagement profile */
  'POST /api/v1/profiles': {
    path: undefined;
    query: undefined;
    body: {
      name: string;
      language: string;
      branding_config: {
        colors: {
          accent: string;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New";
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      };
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules: {
        jurisdiction: string;
        rules: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[];
      };
      target_demographics?: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null | undefined;
      is_active?: boolean | undefined;
    };
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      language: string;
      branding_config: {
        colors: {
          accent?: string | undefined;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      };
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules: {
        jurisdiction?: string | undefined;
        rules?: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[] | undefined;
      };
      target_demographics: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null;
      is_active: boolean;
      version: number;
      missing_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      campaigns: number;
      warnings: {
        field: string;
        reason: string;
        remedy: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** What a profile would say to one person on each channel, without saving it */
  'POST /api/v1/profiles/render': {
    path: undefined;
    query: undefined;
    body: {
      language: string;
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules?: {
        jurisdiction: string;
        rules: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[];
      } | undefined;
      target_demographics?: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null | undefined;
      prospect_id?: string | undefined;
    };
    answer: {
      prospect_id: string | null;
      channels: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        shown: {
          header: {
            kind: "text" | "image" | "video" | "document" | "location" | "other";
            text: string | null;
            link: string | null;
          } | null;
          text: string;
          footer: string | null;
          styles: string[];
          html: boolean;
          buttons: {
            text: string;
            link: string | null;
          }[];
        } | null;
        code: string | null;
        detail: string | null;
        room: {
          used: number;
          most: number;
          left: number;
          unit: "utf16_units" | "bytes";
          beyond: "refused" | "attachment";
        } | null;
      }[];
      opt_out_line: {
        applies: "everybody" | "some" | "nobody";
        countries: string[];
      };
      faults: {
        field: string;
        reason: string;
        remedy?: string | undefined;
      }[];
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
      portfolio_manager_name: string;
      name: string;
      language: string;
      branding_config: {
        colors: {
          accent?: string | undefined;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      };
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules: {
        jurisdiction?: string | undefined;
        rules?: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[] | undefined;
      };
      target_demographics: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null;
      is_active: boolean;
      version: number;
      missing_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      campaigns: number;
      warnings: {
        field: string;
        reason: string;
        remedy: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Change an engagement profile */
  'PATCH /api/v1/profiles/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      language?: string | undefined;
      branding_config?: {
        colors: {
          accent: string;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New";
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      } | undefined;
      messaging_templates?: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      } | undefined;
      compliance_rules?: {
        jurisdiction: string;
        rules: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[];
      } | undefined;
      target_demographics?: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null | undefined;
      is_active?: boolean | undefined;
    };
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      language: string;
      branding_config: {
        colors: {
          accent?: string | undefined;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      };
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules: {
        jurisdiction?: string | undefined;
        rules?: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[] | undefined;
      };
      target_demographics: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null;
      is_active: boolean;
      version: number;
      missing_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      campaigns: number;
      warnings: {
        field: string;
        reason: string;
        remedy: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Delete a profile that no campaign names */
  'DELETE /api/v1/profiles/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Let campaigns choose it again */
  'POST /api/v1/profiles/{id}/activate': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      language: string;
      branding_config: {
        colors: {
          accent?: string | undefined;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      };
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules: {
        jurisdiction?: string | undefined;
        rules?: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[] | undefined;
      };
      target_demographics: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null;
      is_active: boolean;
      version: number;
      missing_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      campaigns: number;
      warnings: {
        field: string;
        reason: string;
        remedy: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Make a profile of one’s own that says the same */
  'POST /api/v1/profiles/{id}/copy': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      language: string;
      branding_config: {
        colors: {
          accent?: string | undefined;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      };
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules: {
        jurisdiction?: string | undefined;
        rules?: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[] | undefined;
      };
      target_demographics: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null;
      is_active: boolean;
      version: number;
      missing_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      campaigns: number;
      warnings: {
        field: string;
        reason: string;
        remedy: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Choose it for nobody any more; launched campaigns go on */
  'POST /api/v1/profiles/{id}/deactivate': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      language: string;
      branding_config: {
        colors: {
          accent?: string | undefined;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      };
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules: {
        jurisdiction?: string | undefined;
        rules?: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[] | undefined;
      };
      target_demographics: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null;
      is_active: boolean;
      version: number;
      missing_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      campaigns: number;
      warnings: {
        field: string;
        reason: string;
        remedy: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** A profile’s logo */
  'GET /api/v1/profiles/{id}/logo': {
    path: { id: string };
    query: { place?: "light" | "dark" | undefined; hash?: string | undefined };
    body: undefined;
    answer: string;
  };
  /** Give a profile a logo */
  'POST /api/v1/profiles/{id}/logo': {
    path: { id: string };
    query: { place?: "light" | "dark" | undefined };
    body: undefined;
    answer: {
      id: string;
      portfolio_manager_id: string;
      portfolio_manager_name: string;
      name: string;
      language: string;
      branding_config: {
        colors: {
          accent?: string | undefined;
          background?: string | undefined;
          text?: string | undefined;
        };
        logos: {
          light?: string | undefined;
          dark?: string | undefined;
        };
        fonts: {
          body?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
          heading?: "Inter" | "Noto Sans Bengali" | "system-ui" | "sans-serif" | "serif" | "monospace" | "Arial" | "Helvetica" | "Verdana" | "Tahoma" | "Trebuchet MS" | "Georgia" | "Times New Roman" | "Courier New" | undefined;
        };
      };
      messaging_templates: {
        whatsapp?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        telegram?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | {
          kind: "buttons";
          text: string;
          format?: "rich" | undefined;
          buttons: {
            id: string;
            title: string;
          }[];
        } | undefined;
        signal?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
        imessage?: string | {
          kind: "text";
          text: string;
          format?: "rich" | undefined;
        } | undefined;
      };
      compliance_rules: {
        jurisdiction?: string | undefined;
        rules?: ({
          kind: "disclaimer";
          language: string;
          text: string;
        } | {
          kind: "max_links";
          count: number;
        })[] | undefined;
      };
      target_demographics: {
        countries?: string[] | undefined;
        languages?: string[] | undefined;
        age_range?: unknown[] | undefined;
        location?: string[] | undefined;
        interests?: string[] | undefined;
        lead_score?: unknown[] | undefined;
      } | null;
      is_active: boolean;
      version: number;
      missing_channels: ("whatsapp" | "telegram" | "signal" | "imessage")[];
      campaigns: number;
      warnings: {
        field: string;
        reason: string;
        remedy: string;
      }[];
      created_at: string;
      updated_at: string;
    };
  };
  /** Every version of what a profile says, newest first */
  'GET /api/v1/profiles/{id}/versions': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      items: {
        version: number;
        act: "made" | "changed" | "deleted" | "kept";
        made_by: string | null;
        made_by_name: string | null;
        made_at: string;
        changed: string[];
        content: Record<string, unknown>;
      }[];
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
      stops: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
        purpose: "marketing" | "service" | "coaching" | null;
        reason: string;
        source: string;
        note: string | null;
        created_at: string;
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
      stops: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
        purpose: "marketing" | "service" | "coaching" | null;
        reason: string;
        source: string;
        note: string | null;
        created_at: string;
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
  /** A copy of everything kept about a person */
  'GET /api/v1/prospects/{id}/copy': {
    path: { id: string };
    query: { format?: "json" | "html" | undefined; language?: "en" | "bn" | undefined };
    body: undefined;
    answer: string;
  };
  /** Erase a person */
  'POST /api/v1/prospects/{id}/erase': {
    path: { id: string };
    query: undefined;
    body: {
      reason: "person_request" | "objection" | "unlawful" | "no_longer_needed";
      confirm: true;
    };
    answer: {
      prospect_id: string;
      reason: string;
      erased_at: string;
      erased_by_name: string | null;
      key: {
        state: "destroyed" | "kept";
        destroyed_at: string | null;
      };
      kept_until: string | null;
      kept_because: {
        kind: "hold" | "clock";
        text: string;
        until: string | null;
      }[];
      emptied: Record<string, number>;
      cancelled: number;
      suppressed: number;
    };
  };
  /** Proof that a person was erased */
  'GET /api/v1/prospects/{id}/erasure': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      erasure: {
        prospect_id: string;
        reason: string;
        erased_at: string;
        erased_by_name: string | null;
        key: {
          state: "destroyed" | "kept";
          destroyed_at: string | null;
        };
        kept_until: string | null;
        kept_because: {
          kind: "hold" | "clock";
          text: string;
          until: string | null;
        }[];
        emptied: Record<string, number>;
        cancelled: number;
        suppressed: number;
      } | null;
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
  /** Make every link to a person’s preference page worthless */
  'POST /api/v1/prospects/{id}/preference-links/revoke': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
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
  /** Would a message to this person be sent, and why or why not? */
  'POST /api/v1/prospects/{id}/why': {
    path: { id: string };
    query: undefined;
    body: {
      purpose: "marketing" | "service" | "coaching";
      channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
      at?: string | undefined;
      text?: string | undefined;
      whatsapp?: "template" | "text" | undefined;
    };
    answer: {
      prospect_id: string;
      at: string;
      purpose: "marketing" | "service" | "coaching";
      channels: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        outcome: "send" | "send_and_flag" | "hold" | "reschedule" | "skip";
        reasons: {
          code: string;
          text: string;
          detail?: string | undefined;
        }[];
        allowed_at: string | null;
        consent: {
          action: "granted" | "withdrawn";
          source: string;
          by_person: boolean;
          occurred_at: string;
          recorded_by_name: string | null;
          evidence: Record<string, unknown>;
        } | null;
        stops: {
          channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
          purpose: "marketing" | "service" | "coaching" | null;
          reason: string;
          source: string;
          created_at: string;
        }[];
        last_inbound_at: string | null;
        window_closes_at: string | null;
        flags: {
          rule_id: string;
          version: number;
          name: string;
          action: "warn" | "block";
          severity: "low" | "medium" | "high";
          message: string;
          matched: string | null;
          excerpt: string;
          released?: boolean | undefined;
        }[];
      }[];
      cap: {
        limit: number;
        country: string | null;
        used: string[];
        frees_at: string | null;
      } | null;
      quiet: {
        zones: {
          zone: string;
          local_time: string;
        }[];
        workspace: {
          start: string;
          end: string;
        } | null;
        country: {
          country: string;
          hours: {
            start: string;
            end: string;
          } | null;
          days: number[];
          source: string;
        } | null;
      };
    };
  };
  /** How long each class of data is kept, and what would go now */
  'GET /api/v1/retention': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      regimes: ("sec_finra" | "adviser" | "mifid" | "mifid_extended" | "shoktiai")[];
      chosen: boolean;
      version: number;
      classes: {
        data_class: "messages" | "trail" | "consents" | "content" | "reviews" | "imports" | "sign_ins" | "callbacks" | "senders";
        lawful_months: number;
        lawful_source: string;
        months: number;
        own_months: number | null;
        source: string;
        until: string;
        due: number;
        held: number;
        oldest: string | null;
        next_at: string | null;
        holds: {
          id: string;
          reason: string;
        }[];
      }[];
      last_run_at: string | null;
    };
  };
  /** Choose the rules that apply, and longer times than they ask for */
  'PUT /api/v1/retention': {
    path: undefined;
    query: undefined;
    body: {
      regimes: ("sec_finra" | "adviser" | "mifid" | "mifid_extended" | "shoktiai")[];
      months: {
        messages?: number | undefined;
        trail?: number | undefined;
        consents?: number | undefined;
        content?: number | undefined;
        reviews?: number | undefined;
        imports?: number | undefined;
        sign_ins?: number | undefined;
        callbacks?: number | undefined;
        senders?: number | undefined;
      };
      reason: string;
    };
    answer: {
      regimes: ("sec_finra" | "adviser" | "mifid" | "mifid_extended" | "shoktiai")[];
      chosen: boolean;
      version: number;
      classes: {
        data_class: "messages" | "trail" | "consents" | "content" | "reviews" | "imports" | "sign_ins" | "callbacks" | "senders";
        lawful_months: number;
        lawful_source: string;
        months: number;
        own_months: number | null;
        source: string;
        until: string;
        due: number;
        held: number;
        oldest: string | null;
        next_at: string | null;
        holds: {
          id: string;
          reason: string;
        }[];
      }[];
      last_run_at: string | null;
    };
  };
  /** What would be kept, and what would go, with other rules and times */
  'POST /api/v1/retention/preview': {
    path: undefined;
    query: undefined;
    body: {
      regimes: ("sec_finra" | "adviser" | "mifid" | "mifid_extended" | "shoktiai")[];
      months: {
        messages?: number | undefined;
        trail?: number | undefined;
        consents?: number | undefined;
        content?: number | undefined;
        reviews?: number | undefined;
        imports?: number | undefined;
        sign_ins?: number | undefined;
        callbacks?: number | undefined;
        senders?: number | undefined;
      };
    };
    answer: {
      regimes: ("sec_finra" | "adviser" | "mifid" | "mifid_extended" | "shoktiai")[];
      chosen: boolean;
      version: number;
      classes: {
        data_class: "messages" | "trail" | "consents" | "content" | "reviews" | "imports" | "sign_ins" | "callbacks" | "senders";
        lawful_months: number;
        lawful_source: string;
        months: number;
        own_months: number | null;
        source: string;
        until: string;
        due: number;
        held: number;
        oldest: string | null;
        next_at: string | null;
        holds: {
          id: string;
          reason: string;
        }[];
      }[];
      last_run_at: string | null;
    };
  };
  /** List segments, newest first */
  'GET /api/v1/segments': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; q?: string | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        name: string;
        description: string;
        condition: Record<string, unknown>;
        text: string;
        shared: boolean;
        owner_id: string;
        owner_name: string;
        used_by: {
          id: string;
          name: string;
          status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
        }[];
        used_by_count: number;
        version: number;
        created_at: string;
        updated_at: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** Save a segment */
  'POST /api/v1/segments': {
    path: undefined;
    query: undefined;
    body: {
      name: string;
      condition: Record<string, unknown>;
      description?: string | undefined;
      shared?: boolean | undefined;
    };
    answer: {
      id: string;
      name: string;
      description: string;
      condition: Record<string, unknown>;
      text: string;
      shared: boolean;
      owner_id: string;
      owner_name: string;
      used_by: {
        id: string;
        name: string;
        status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      }[];
      used_by_count: number;
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Count the people of your book who fit, with up to ten of them */
  'POST /api/v1/segments/count': {
    path: undefined;
    query: undefined;
    body: {
      condition?: Record<string, unknown> | undefined;
      segment_id?: string | undefined;
    };
    answer: {
      count: number;
      text: string;
      sample: {
        id: string;
        name: string | null;
        country: string | null;
        language: string | null;
        lead_score: number;
        last_reply: string | null;
      }[];
      as_of: string;
    };
  };
  /** What a segment may ask of a person */
  'GET /api/v1/segments/fields': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      limits: {
        depth: number;
        conditions: number;
      };
      fields: {
        field: string;
        text: string;
        operators: {
          op: string;
          schema: unknown;
        }[];
        keys: string[];
        values: {
          value: string;
          text: string;
        }[];
      }[];
    };
  };
  /** Count whom a message would reach, by channel, and who would get nothing, by reason */
  'POST /api/v1/segments/reach': {
    path: undefined;
    query: undefined;
    body: {
      condition?: Record<string, unknown> | undefined;
      segment_id?: string | undefined;
      purpose?: "marketing" | "service" | "coaching" | undefined;
    };
    answer: {
      audience: number;
      reachable: number;
      by_channel: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        people: number;
      }[];
      excluded: {
        code: string;
        text: string;
        people: number;
      }[];
      purpose: "marketing" | "service" | "coaching";
      as_of: string;
    };
  };
  /** Read a segment */
  'GET /api/v1/segments/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      name: string;
      description: string;
      condition: Record<string, unknown>;
      text: string;
      shared: boolean;
      owner_id: string;
      owner_name: string;
      used_by: {
        id: string;
        name: string;
        status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      }[];
      used_by_count: number;
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Change a segment; campaigns that were launched keep what they were launched with */
  'PATCH /api/v1/segments/{id}': {
    path: { id: string };
    query: undefined;
    body: {
      name?: string | undefined;
      condition?: Record<string, unknown> | undefined;
      description?: string | undefined;
      shared?: boolean | undefined;
    };
    answer: {
      id: string;
      name: string;
      description: string;
      condition: Record<string, unknown>;
      text: string;
      shared: boolean;
      owner_id: string;
      owner_name: string;
      used_by: {
        id: string;
        name: string;
        status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      }[];
      used_by_count: number;
      version: number;
      created_at: string;
      updated_at: string;
    };
  };
  /** Delete a segment that no scheduled, running or paused campaign uses */
  'DELETE /api/v1/segments/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
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
  /** What supervisors look at, and how much of each portfolio manager’s messages was */
  'GET /api/v1/supervision': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      percent: number;
      first_messages: number;
      require_capture: boolean;
      version: number;
      rule_id: string | null;
      managers: {
        id: string;
        name: string;
        sent: number;
        sampled: number;
        looked_at: number;
        violations: number;
      }[];
    };
  };
  /** Set what supervisors look at, and whether sending needs capture */
  'PUT /api/v1/supervision': {
    path: undefined;
    query: undefined;
    body: {
      percent: number;
      first_messages: number;
      require_capture: boolean;
    };
    answer: {
      percent: number;
      first_messages: number;
      require_capture: boolean;
      version: number;
      rule_id: string | null;
      managers: {
        id: string;
        name: string;
        sent: number;
        sampled: number;
        looked_at: number;
        violations: number;
      }[];
    };
  };
  /** List addresses that must not be messaged */
  'GET /api/v1/suppressions': {
    path: undefined;
    query: { limit?: number | undefined; cursor?: string | undefined; reason?: string | undefined; channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined; whose?: "person" | "ours" | undefined };
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
        created_by_name: string | null;
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
      reason: "opted_out" | "person_request" | "complaint" | "wrong_number" | "not_on_channel" | "duplicate" | "admin_decision";
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
      created_by_name: string | null;
      created_at: string;
      liftable: boolean;
    };
  };
  /** Stop messaging many numbers */
  'POST /api/v1/suppressions/list': {
    path: undefined;
    query: undefined;
    body: {
      numbers: string;
      reason: "opted_out" | "person_request" | "complaint" | "wrong_number" | "not_on_channel" | "duplicate" | "admin_decision";
      purpose?: "marketing" | "service" | "coaching" | undefined;
      note?: string | undefined;
    };
    answer: {
      added: number;
      already: number;
      unreadable: {
        line: number;
        reason: string;
      }[];
      unreadable_count: number;
    };
  };
  /** Whether a number may be written to */
  'POST /api/v1/suppressions/look-up': {
    path: undefined;
    query: undefined;
    body: {
      phone?: string | undefined;
      channel?: "whatsapp" | "telegram" | "signal" | "imessage" | undefined;
      address?: string | undefined;
    };
    answer: {
      stops: {
        id: string;
        channel: "whatsapp" | "telegram" | "signal" | "imessage" | null;
        purpose: "marketing" | "service" | "coaching" | null;
        reason: string;
        note: string | null;
        source: string;
        hint: string | null;
        prospect_id: string | null;
        created_by: string | null;
        created_by_name: string | null;
        created_at: string;
        liftable: boolean;
      }[];
      person: {
        id: string;
        name: string | null;
      } | null;
      withdrawn: {
        channel: "whatsapp" | "telegram" | "signal" | "imessage";
        purpose: "marketing" | "service" | "coaching";
      }[];
    };
  };
  /** Lift a stop that was ours */
  'POST /api/v1/suppressions/{id}/lift': {
    path: { id: string };
    query: undefined;
    body: {
      reason: string;
    };
    answer: undefined;
  };
  /** List the workspace’s channel templates, and when they were last synchronised */
  'GET /api/v1/templates': {
    path: undefined;
    query: { q?: string | undefined; status?: string | undefined; category?: string | undefined; language?: string | undefined; quality?: "GREEN" | "YELLOW" | "RED" | "UNKNOWN" | undefined; removed?: boolean | undefined };
    body: undefined;
    answer: {
      items: {
        id: string;
        channel: string;
        waba_id: string;
        name: string;
        language: string;
        category: string;
        status: string;
        sendable: boolean;
        quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN" | null;
        rejected_reason: string | null;
        parts: {
          format: "positional" | "named";
          header: {
            kind: "text" | "image" | "video" | "document" | "location" | "other";
            text: string | null;
            places: {
              name: string;
              example: string | null;
            }[];
            example: string | null;
          } | null;
          body: {
            text: string;
            places: {
              name: string;
              example: string | null;
            }[];
          };
          footer: string | null;
          buttons: {
            kind: "quick_reply" | "url" | "phone_number" | "copy_code" | "other";
            text: string;
            url: string | null;
            takes: "suffix" | "payload" | "code" | null;
            needed: boolean;
            example: string | null;
          }[];
        };
        body: string | null;
        parameters: number;
        languages: {
          id: string;
          language: string;
          status: string;
          sendable: boolean;
        }[];
        used_by: {
          campaigns: number;
          running: number;
          profiles: number;
        };
        removed_at: string | null;
        updated_at: string;
      }[];
      synchronised_at: string | null;
      accounts: {
        waba_id: string;
        senders: string[];
        synchronised_at: string | null;
        tried_at: string | null;
        error: string | null;
        error_text: string | null;
        detail: string | null;
      }[];
    };
  };
  /** Ask the platform for every template now */
  'POST /api/v1/templates/refresh': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      synchronised_at: string | null;
      accounts: {
        waba_id: string;
        senders: string[];
        synchronised_at: string | null;
        tried_at: string | null;
        error: string | null;
        error_text: string | null;
        detail: string | null;
      }[];
    };
  };
  /** A template with sample values, its languages and who writes with it */
  'GET /api/v1/templates/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      id: string;
      channel: string;
      waba_id: string;
      name: string;
      language: string;
      category: string;
      status: string;
      sendable: boolean;
      quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN" | null;
      rejected_reason: string | null;
      parts: {
        format: "positional" | "named";
        header: {
          kind: "text" | "image" | "video" | "document" | "location" | "other";
          text: string | null;
          places: {
            name: string;
            example: string | null;
          }[];
          example: string | null;
        } | null;
        body: {
          text: string;
          places: {
            name: string;
            example: string | null;
          }[];
        };
        footer: string | null;
        buttons: {
          kind: "quick_reply" | "url" | "phone_number" | "copy_code" | "other";
          text: string;
          url: string | null;
          takes: "suffix" | "payload" | "code" | null;
          needed: boolean;
          example: string | null;
        }[];
      };
      body: string | null;
      parameters: number;
      languages: {
        id: string;
        language: string;
        status: string;
        sendable: boolean;
      }[];
      used_by: {
        campaigns: number;
        running: number;
        profiles: number;
      };
      removed_at: string | null;
      updated_at: string;
      sample: {
        values: {
          kind: "template";
          name: string;
          language: string;
          languages?: "person" | string[] | undefined;
          parameters: string[];
          named_parameters?: Record<string, string> | undefined;
          header?: {
            kind: "text";
            text: string;
            name?: string | undefined;
          } | {
            kind: "image";
            link: string;
          } | {
            kind: "video";
            link: string;
          } | {
            kind: "document";
            link: string;
            filename?: string | undefined;
          } | {
            kind: "location";
            latitude: string;
            longitude: string;
            name: string;
            address: string;
          } | undefined;
          button_values?: ({
            index: number;
            kind: "url";
            suffix: string;
          } | {
            index: number;
            kind: "quick_reply";
            payload: string;
          } | {
            index: number;
            kind: "copy_code";
            code: string;
          })[] | undefined;
          button_payloads?: string[] | undefined;
        };
        shown: {
          header: {
            kind: "text" | "image" | "video" | "document" | "location" | "other";
            text: string | null;
            link: string | null;
          } | null;
          body: string;
          footer: string | null;
          buttons: {
            text: string;
            link: string | null;
          }[];
        };
        text: string;
      };
      campaigns: {
        id: string;
        name: string;
        status: "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
      }[];
      profiles: {
        id: string;
        name: string;
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
  /** Make a link with which a colleague chooses a new password */
  'POST /api/v1/users/{id}/password-link': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: {
      link: string;
      expires_at: string;
    };
  };
  /** Reset a colleague’s second factor */
  'DELETE /api/v1/users/{id}/second-factor': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Remove a colleague’s connection to the provider */
  'DELETE /api/v1/users/{id}/single-sign-on': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
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
        opt_out_line: {
          purposes: ("marketing" | "service" | "coaching")[];
        };
        jurisdictions: {
          country: string;
          purposes: ("marketing" | "service" | "coaching")[];
          quiet_hours: {
            start: string;
            end: string;
          } | null;
          quiet_days: number[];
          weekly_cap: number | null;
          opt_out_line?: boolean | undefined;
          source: string;
        }[];
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
        opt_out_line?: {
          purposes: ("marketing" | "service" | "coaching")[];
        } | undefined;
        jurisdictions?: {
          country: string;
          purposes: ("marketing" | "service" | "coaching")[];
          quiet_hours: {
            start: string;
            end: string;
          } | null;
          quiet_days: number[];
          weekly_cap: number | null;
          opt_out_line?: boolean | undefined;
          source: string;
        }[] | undefined;
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
        opt_out_line: {
          purposes: ("marketing" | "service" | "coaching")[];
        };
        jurisdictions: {
          country: string;
          purposes: ("marketing" | "service" | "coaching")[];
          quiet_hours: {
            start: string;
            end: string;
          } | null;
          quiet_days: number[];
          weekly_cap: number | null;
          opt_out_line?: boolean | undefined;
          source: string;
        }[];
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
  /** How the workspace’s people sign in */
  'GET /api/v1/workspace/sign-in': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      second_factor_required: boolean;
    };
  };
  /** Change how the workspace’s people sign in */
  'PATCH /api/v1/workspace/sign-in': {
    path: undefined;
    query: undefined;
    body: {
      second_factor_required?: boolean | undefined;
    };
    answer: {
      second_factor_required: boolean;
    };
  };
  /** The workspace’s sign-in provider */
  'GET /api/v1/workspace/single-sign-on': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: {
      provider: {
        issuer: string;
        client_id: string;
        domains: string[];
        enabled: boolean;
        password_allowed: boolean;
        default_role: "standard" | "compliance" | null;
        two_step_acr: string | null;
        client_secret_set: boolean;
        people: number;
        updated_at: string;
      } | null;
      redirect_uri: string;
      signed_out_uri: string;
    };
  };
  /** Set up or change the workspace’s sign-in provider */
  'PUT /api/v1/workspace/single-sign-on': {
    path: undefined;
    query: undefined;
    body: {
      issuer: string;
      client_id: string;
      domains: string[];
      enabled: boolean;
      password_allowed: boolean;
      default_role: "standard" | "compliance" | null;
      two_step_acr: string | null;
      client_secret?: string | undefined;
    };
    answer: {
      provider: {
        issuer: string;
        client_id: string;
        domains: string[];
        enabled: boolean;
        password_allowed: boolean;
        default_role: "standard" | "compliance" | null;
        two_step_acr: string | null;
        client_secret_set: boolean;
        people: number;
        updated_at: string;
      } | null;
      redirect_uri: string;
      signed_out_uri: string;
    };
  };
  /** Remove the workspace’s sign-in provider */
  'DELETE /api/v1/workspace/single-sign-on': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Check the connection to a sign-in provider */
  'POST /api/v1/workspace/single-sign-on/check': {
    path: undefined;
    query: undefined;
    body: {
      issuer: string;
      client_id: string;
      client_secret?: string | undefined;
    };
    answer: {
      ok: boolean;
      finding: "not_an_address" | "not_https" | "address_refused" | "no_connection" | "no_answer_in_time" | "no_document" | "not_a_document" | "other_issuer" | "endpoint_missing" | "endpoint_not_https" | "keys_unreadable" | "client_refused" | "client_unclear" | null;
      detail: string | null;
      signs_out: boolean;
    };
  };
}
