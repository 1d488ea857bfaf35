/**
 * Zones, by id, in which no endpoint for a service of another region can stand (I10).
 *
 * As of 2026-10, https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
 */
export const zonesWithoutCrossRegion: ReadonlySet<string> = new Set([
  'use1-az3',
  'usw1-az2',
  'apne1-az3',
  'apne2-az2',
  'apne2-az4',
]);
