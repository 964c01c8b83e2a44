/** The type of a procedure that reads: its input and its answer. */
export interface Query<Input, Output> {
  type: 'query';
  input: Input;
  output: Output;
}

/** The type of a procedure that changes something: its input and its answer. */
export interface Mutation<Input, Output> {
  type: 'mutation';
  input: Input;
  output: Output;
}
