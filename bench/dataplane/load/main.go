// Command load makes load for a registry and prints what it saw as one line of JSON.
//
// It shares two cores with the server it measures, so it is lean: requests are bytes made beforehand, content is
// hashed before the clock starts, nothing is allocated for a request. Each subcommand ends by itself: a count or a
// number of seconds bounds it, and -limit ends everything that hangs.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"
)

var commands = map[string]func(*flag.FlagSet, []string) any{
	"requests": requests,
	"download": download,
	"upload":   upload,
	"push":     push,
	"pull":     pull,
	"hold":     hold,
}

// What every subcommand takes.
var (
	address string
	secure  bool
	clients int
	limit   time.Duration
)

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: load requests|download|upload|push|pull|hold -addr HOST:PORT …")
		os.Exit(2)
	}
	flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	flags.StringVar(&address, "addr", "", "the server, HOST:PORT")
	flags.BoolVar(&secure, "tls", false, "speak TLS, whatever the certificate")
	flags.IntVar(&clients, "clients", 1, "how many connections work at once")
	flags.DurationVar(&limit, "limit", 3*time.Minute, "give up after this time")
	show(commands[os.Args[1]](flags, os.Args[2:]))
}

// parse reads the flags and starts the clock that ends a load which hangs.
func parse(flags *flag.FlagSet, arguments []string) {
	_ = flags.Parse(arguments)
	time.AfterFunc(limit, func() { fail("not done after %s", limit) })
}

func show(result any) {
	if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
		fail("%v", err)
	}
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "load: "+format+"\n", values...)
	os.Exit(1)
}
