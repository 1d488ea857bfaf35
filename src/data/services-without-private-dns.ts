/**
 * Services of AWS whose interface endpoints offer no private DNS: clients name the endpoint's own URL.
 *
 * As of 2026-10, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html
 * and https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-streams.html (DNS22, DNS22b).
 */
export const servicesWithoutPrivateDns: ReadonlySet<string> = new Set(['dynamodb', 'dynamodb-streams']);
