/** What is collected only when it is asked for, because an account may hold a great many. */
export const includeTopics = [
  'buckets',
  'keys',
  'secrets',
  'queues',
  'topics',
  'roles',
  'organization',
] as const;
export type IncludeTopic = (typeof includeTopics)[number];
