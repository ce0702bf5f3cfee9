/** "1 day", "30 days". */
export function days(count: number): string {
  return count === 1 ? '1 day' : `${count.toLocaleString('en')} days`;
}
