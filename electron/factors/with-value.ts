/** Works with a value of a factor, and fills it with zeros whatever comes of it. */
export async function withValue<T>(take: () => Promise<Buffer>, work: (value: Buffer) => Promise<T>): Promise<T> {
  const value = await take();
  try {
    return await work(value);
  } finally {
    value.fill(0);
  }
}
