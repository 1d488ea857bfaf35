/** What a kind of workload asks AWS for, as the pages say on the day that stands in the record. */
export interface WorkloadRecord {
  /** The name that configurations use. */
  readonly id: string;
  /** As a message says it: "Amazon EKS nodes". */
  readonly title: string;
  /** The month in which the pages were read. */
  readonly asOf: string;
  readonly pages: readonly string[];
  /** Without these it does not work. */
  readonly required: readonly Need[];
  /** Needed where it does what `when` says. */
  readonly conditional: readonly ConditionalNeed[];
  /** What it asks for that has no endpoint of a VPC anywhere: only a way to the internet helps. */
  readonly neverPrivate: readonly NeverPrivate[];
  /** What in a VPC shows for certain that it runs there, each alone; a workload without evidence can only be declared. */
  readonly evidence?: readonly Evidence[];
}

export interface Need {
  /** The name of the endpoint's service without prefix and region: `ecr.api`. */
  readonly service: string;
  /** What for, as the end of a sentence: "image layers". */
  readonly why: string;
  /**
   * It needs this for certain only where one of these services has a way too: images may come from a registry that
   * somebody runs inside the VPC.
   */
  readonly certainBeside?: readonly string[];
  /** Without what it is needed, where that cannot be seen: "machine images are named by their ids". */
  readonly unless?: string;
}

export interface ConditionalNeed {
  readonly service: string;
  readonly when: string;
}

export interface NeverPrivate {
  /** A host name that stands for it; none where it has many. */
  readonly host: string | null;
  readonly what: string;
  /** What to do instead. */
  readonly instead: string;
}

/** Whether something is needed for certain: where one of the services has a way, and else unless something is so. */
export interface Doubt {
  readonly certainBeside: readonly string[];
  readonly unless: string;
}

/** All of what is given must be there. */
export interface Evidence {
  /** Whose packets count: the interfaces that the patterns below are true of, or compute of these kinds. */
  readonly senders:
    | { readonly of: 'interface'; readonly pattern: InterfacePattern }
    /** The interfaces of the instances that bear such an interface, without these themselves. */
    | { readonly of: 'instance-with-interface'; readonly pattern: InterfacePattern }
    /** The interfaces by which instances send whose role has one of these managed policies of AWS, by their names. */
    | { readonly of: 'instance-with-policy'; readonly policies: readonly string[] }
    /** One of them suffices that reaches the service: nobody knows which are meant. */
    | { readonly of: 'compute'; readonly roles: readonly ('instance' | 'container' | 'lambda')[] };
  /** An interface that must stand in the VPC too. */
  readonly beside?: InterfacePattern;
  /** Services of which one has an endpoint in the VPC that would serve nothing else. */
  readonly endpoints?: readonly string[];
  /** Workloads that explain the endpoints otherwise, by id. */
  readonly unless?: readonly string[];
  /** It shows what may be done, not that it is: what is needed is certain as that of `Need` is. */
  readonly unsure?: Doubt;
  /** What it shows, as a clause: "its interfaces are described as attachments of ECS tasks". */
  readonly shows: string;
}

/** The words that AWS itself writes into descriptions and names. */
export interface InterfacePattern {
  readonly description?: RegExp;
  readonly groupName?: RegExp;
  readonly attachedTo?: 'own-instance' | 'service';
  /** The key of a tag of the instance that bears the interface. */
  readonly instanceTag?: string;
  /** The description names the account that owns the interface: no service runs it on somebody's behalf. */
  readonly namesOwner?: true;
}
