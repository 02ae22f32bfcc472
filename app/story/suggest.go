package story

// suggest returns the option that word most likely misspells, or "" where none
// is near: one slip is allowed for every three bytes of word, and at least one,
// but not a slip in every byte.
func suggest(word string, options []string) string {
	best, least := "", min(max(1, len(word)/3), len(word)-1)+1
	for _, o := range options {
		if n := slips(word, o); n < least {
			best, least = o, n
		}
	}
	return best
}

// slips is the number of bytes to insert, delete, replace or swap with their
// neighbour to turn a into b (the optimal string alignment distance).
func slips(a, b string) int {
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, above, row = above, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := above[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(replace, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
