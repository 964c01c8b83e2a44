/** A procedure that reads. Only a type: it says what a call takes and what it answers. */
export interface Query<Input, Output> {
  type: 'query';
  input: Input;
  output: Output;
}

/** A procedure that changes something. Only a type: it says what a call takes and what it answers. */
export interface Mutation<Input, Output> {
  type: 'mutation';
  input: Input;
  output: Output;
}
