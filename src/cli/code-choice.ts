/** How infrastructure code among the inputs is to be read. */
export interface CodeChoice {
  /** The folder of the code that plans and states were made from; guessed where it is not given. */
  readonly source?: string | undefined;
  /** Whether code is laid over what the other inputs describe. */
  readonly overlay?: boolean | undefined;
  /** Values of the parameters of templates, each as NAME=VALUE. */
  readonly parameters?: readonly string[] | undefined;
  /** Files with such values; what is given by itself comes before them. */
  readonly parameterFiles?: readonly string[] | undefined;
}
