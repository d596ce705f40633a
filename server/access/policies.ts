import type { Access, Caller, Permission } from '../http/index.ts';
import { permissionMissing, wrongRegion } from './problems.ts';

/**
 * The European Economic Area, where the GDPR is law: the Union's members, Iceland, Liechtenstein and Norway (EEA
 * Joint Committee Decision 154/2018). ISO 3166-1 alpha-2.
 */
const EEA: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' ');

/** The mission's policies (§5.2 authorization.policies) as data; `openPolicies` is the one place that applies them. */
export const POLICIES = {
  data_residency_policy: { rule: 'eu_users_data_stays_in_eu', countries: { eu: EEA } },
  rate_limiting_policy: { rule: 'max_1000_requests_per_minute_per_client', requests_per_minute: 1000 },
} as const;

export interface ResidencySettings {
  /** Where this instance keeps its data, such as `eu`; undefined when nothing is to be kept apart. */
  region?: string | undefined;
  /** The address of the instance of each region. */
  regionAddresses?: Readonly<Record<string, string>> | undefined;
}

/** Where a person's data belongs, as far as anybody said. */
export interface Residence {
  /** The shopper's country, ISO 3166-1 alpha-2. */
  country?: string | undefined;
  /** The region that the store's merchant chose for all shoppers. */
  data_region?: string | null | undefined;
}

export interface Policies {
  /** @throws Problem permission-missing */
  admit(caller: Caller, access: Access): void;
  /** The region where the person's data belongs; null when it may lie anywhere. */
  regionOf(residence: Residence): string | null;
  /** Nothing of a person is kept or read outside the region. @throws Problem wrong-region */
  admitRegion(region: string | null): void;
  /** The limit of who has none of their own. */
  readonly requests_per_minute: number;
}

export function openPolicies({ region, regionAddresses = {} }: ResidencySettings = {}): Policies {
  const { countries } = POLICIES.data_residency_policy;
  return {
    requests_per_minute: POLICIES.rate_limiting_policy.requests_per_minute,
    admit(caller, access) {
      if (access === 'public' || caller.permissions.has(access)) return;
      throw permissionMissing({
        detail: `It takes ${access}.`,
        extensions: { permission: access },
        ...challenge(caller, access),
      });
    },
    regionOf({ country, data_region }) {
      const ofCountry = Object.entries(countries).find(([, list]) => country && list.includes(country))?.[0];
      return ofCountry ?? data_region ?? null;
    },
    admitRegion(wanted) {
      if (region === undefined || wanted === null || wanted === region) return;
      const address = regionAddresses[wanted];
      throw wrongRegion({ extensions: { region: wanted, ...(address === undefined ? {} : { address }) } });
    },
  };
}

/** What a bearer of a token is told to ask for (RFC 6750 §3.1). */
function challenge({ kind }: Caller, permission: Permission): { headers?: Record<string, string> } {
  if (kind !== 'client') return {};
  return {
    headers: {
      'www-authenticate': `Bearer realm="varai", error="insufficient_scope", scope="${permission}"`,
    },
  };
}
