package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

const (
	accept = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, " +
		"application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json"
	manifestType = "application/vnd.oci.image.manifest.v1+json"
)

// head makes the bytes of a request up to its body. An empty token makes no Authorization header, length -1 a
// chunked body, and extra holds whole header lines.
func head(method, path, token string, length int64, extra ...string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: load/1\r\n", method, path, address)
	if token != "" {
		kind := "Bearer"
		if strings.HasPrefix(token, "basic:") {
			kind, token = "Basic", strings.TrimPrefix(token, "basic:")
		}
		fmt.Fprintf(&b, "Authorization: %s %s\r\n", kind, token)
	}
	switch {
	case length < 0:
		b.WriteString("Transfer-Encoding: chunked\r\n")
	case length > 0 || method == "POST" || method == "PUT" || method == "PATCH":
		fmt.Fprintf(&b, "Content-Length: %d\r\n", length)
	}
	for _, line := range extra {
		b.WriteString(line + "\r\n")
	}
	b.WriteString("\r\n")
	return []byte(b.String())
}

// place gives the path and query of a Location, which may be a whole URL.
func place(location string) string {
	if _, rest, ok := strings.Cut(location, "://"); ok {
		if slash := strings.IndexByte(rest, '/'); slash >= 0 {
			return rest[slash:]
		}
	}
	return location
}

// finish is the place of the PUT that ends an upload.
func finish(location, digest string) string {
	if strings.Contains(location, "?") {
		return place(location) + "&digest=" + digest
	}
	return place(location) + "?digest=" + digest
}

// lines reads a file of work: a line an item, its fields parted by blanks, "-" for an empty field.
func lines(file string, fields int) [][]string {
	opened, err := os.Open(file)
	if err != nil {
		fail("%v", err)
	}
	defer opened.Close()
	var all [][]string
	scanner := bufio.NewScanner(opened)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		line := strings.Fields(scanner.Text())
		if len(line) != fields {
			fail("%s: a line has %d fields, not %d", file, len(line), fields)
		}
		for i := range line {
			if line[i] == "-" {
				line[i] = ""
			}
		}
		all = append(all, line)
	}
	if err := scanner.Err(); err != nil || len(all) == 0 {
		fail("%s: nothing to do (%v)", file, err)
	}
	return all
}
