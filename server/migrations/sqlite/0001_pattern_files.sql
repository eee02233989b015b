ALTER TABLE `clothes3d` ADD `pattern_svg_key` text;--> statement-breakpoint
ALTER TABLE `clothes3d` ADD `pattern_dxf_key` text;