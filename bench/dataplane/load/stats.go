package main

import (
	"slices"
	"sync"
	"time"
)

// A tally is what one client saw. Clients keep their own, so nothing is shared while the clock runs.
type tally struct {
	times  []uint32 // microseconds of each piece of work that went well
	bytes  int64
	failed int
	status map[int]int // of answers that were not what was wanted; 0 = no answer
	why    string      // the first of them, in words
}

func (t *tally) good(since time.Time, bytes int64) {
	t.times = append(t.times, uint32(time.Since(since).Microseconds()))
	t.bytes += bytes
}

func (t *tally) bad(status int, why string) {
	if t.status == nil {
		t.status = map[int]int{}
	}
	if t.failed++; t.why == "" {
		t.why = why
	}
	t.status[status]++
}

// A result is what all clients saw together. Milliseconds are of one piece of work: a request, a push, a pull.
type result struct {
	Done      int         `json:"done"`
	Failed    int         `json:"failed"`
	Statuses  map[int]int `json:"statuses,omitempty"`
	Why       string      `json:"why,omitempty"`
	Seconds   float64     `json:"seconds"`
	PerSecond float64     `json:"per_second"`
	MBps      float64     `json:"mb_per_second"`
	P50       float64     `json:"p50_ms"`
	P99       float64     `json:"p99_ms"`
	Max       float64     `json:"max_ms"`
	Digests   []string    `json:"digests,omitempty"`
}

// together runs work once for each client, at the same moment, and adds up what they saw.
func together(n int, work func(client int, t *tally)) result {
	tallies := make([]tally, n)
	start := make(chan struct{})
	var running sync.WaitGroup
	for i := range tallies {
		running.Add(1)
		go func() {
			defer running.Done()
			<-start
			work(i, &tallies[i])
		}()
	}
	began := time.Now()
	close(start)
	running.Wait()
	return sum(tallies, time.Since(began))
}

func sum(tallies []tally, took time.Duration) result {
	r := result{Seconds: took.Seconds(), Statuses: map[int]int{}}
	var times []uint32
	var bytes int64
	for i := range tallies {
		t := &tallies[i]
		times = append(times, t.times...)
		bytes += t.bytes
		r.Failed += t.failed
		if r.Why == "" {
			r.Why = t.why
		}
		for status, n := range t.status {
			r.Statuses[status] += n
		}
	}
	r.Done = len(times)
	r.PerSecond = float64(r.Done) / r.Seconds
	r.MBps = float64(bytes) / 1e6 / r.Seconds
	if slices.Sort(times); r.Done > 0 {
		r.P50 = float64(times[r.Done/2]) / 1000
		r.P99 = float64(times[r.Done*99/100]) / 1000
		r.Max = float64(times[r.Done-1]) / 1000
	}
	return r
}
